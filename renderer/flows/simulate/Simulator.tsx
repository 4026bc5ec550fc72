import { ActionIcon, Button, Switch, Tabs, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { language as languages } from '../../../shared/domain/office.ts'
import { everyone, type SimulatedStart } from '../../../shared/flow/run.ts'
import { traceCall } from '../../../shared/trace/call.ts'
import { hostNow } from '../../lib/clock.ts'
import { announce } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { timeOfDaySeconds } from '../../lib/format/time.ts'
import { locale, text } from '../../lib/i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { stepName } from '../labels/labels.ts'
import { noOverlay, show, useOverlayStore } from '../overlay/overlay.ts'
import { traceOverlay } from '../overlay/traceOverlay.ts'
import { CallPanel } from './CallPanel.tsx'
import { FlowTests, SaveTestForm } from './FlowTests.tsx'
import { ownPhones, usualMode, withPhone } from './phones.ts'
import classes from './Simulator.module.css'
import { StartForm, usualStart } from './StartForm.tsx'
import { type Simulation, simulationOf } from './simulation.ts'
import { cutShort, speakersOf } from './speakers.ts'
import { HeardList, TraceList, VariableList } from './TraceLog.tsx'

/** The call of this panel, its way lit up on the canvas; let go with the panel. */
function useSimulation() {
  const store = useEditorStore()
  const overlay = useOverlayStore()
  const { prompts } = useOffice()
  const known = useRef(prompts)
  known.current = prompts
  const [speakers] = useState(() => speakersOf(() => known.current))
  const [simulation] = useState(() => simulationOf((heard) => void speakers.hear(heard)))
  useEffect(() => {
    const shown = simulation.state.subscribe((now, before) => {
      const { trace, start } = now
      if (cutShort(now.view, before.view)) speakers.silence()
      show(
        overlay,
        traceOverlay(
          [{ call: traceCall(trace), name: showNumber(start?.from ?? '') || text.common.anonymous }],
          store.getState().document.id,
          'simulation',
        ),
      )
    })
    return () => {
      shown()
      simulation.close()
      speakers.silence()
      show(overlay, noOverlay)
    }
  }, [simulation, speakers, overlay, store])
  return { simulation, speakers }
}

/** Where the caller is, said aloud and shown in the panel's bar. */
function Standing({ simulation }: { simulation: Simulation }) {
  const view = useStore(simulation.state, (state) => state.view)
  const node = useEditor((state) => state.document.nodes.find(({ id }) => id === view?.node))
  const outcome = view?.outcome ?? null
  const words = text.tryout
  const said =
    outcome !== null
      ? words.ended({ outcome: (text.outcomes as Partial<Record<string, string>>)[outcome] ?? outcome })
      : node
        ? words.standsAt({ step: stepName(node) })
        : ''
  useEffect(() => {
    if (said) announce(said)
  }, [said])
  if (!view) return null
  return (
    <>
      <Text size="sm" truncate data-standing={view.node}>
        {said}
      </Text>
      <Text
        size="xs"
        c="dimmed"
        title={words.at({ time: timeOfDaySeconds(view.now) })}
        style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
      >
        {new Intl.DateTimeFormat(locale(), {
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
          second: '2-digit',
          timeZone: simulation.state.getState().start?.timeZone,
        }).format(view.now)}
      </Text>
    </>
  )
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.column} aria-label={title}>
      <div className={classes.heading}>{title}</div>
      {children}
    </section>
  )
}

/** What is known of the call besides what is heard, one at a time. */
function Aside({ simulation }: { simulation: Simulation }) {
  const trace = useStore(simulation.state, (state) => state.trace)
  const view = useStore(simulation.state, (state) => state.view)
  const heard = useStore(simulation.state, (state) => state.heard)
  const narrow = useMediaQuery('(max-width: 1279px)') ?? false
  const [tab, setTab] = useState<string | null>('trace')
  const words = text.tryout
  return (
    <section className={classes.column}>
      <Tabs
        value={tab}
        onChange={setTab}
        styles={{
          list: { flexWrap: 'nowrap', overflowX: 'auto' },
          tab: { padding: '2px 6px 6px', fontSize: 'var(--mantine-font-size-xs)' },
        }}
      >
        <Tabs.List>
          <Tabs.Tab value="trace">{words.trace}</Tabs.Tab>
          {narrow && <Tabs.Tab value="heard">{words.heard}</Tabs.Tab>}
          <Tabs.Tab value="variables">{words.variables}</Tabs.Tab>
          <Tabs.Tab value="runs">{words.runs}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'trace' && <TraceList trace={trace} />}
      {tab === 'heard' && <HeardList heard={heard} />}
      {tab === 'variables' && <VariableList variables={view?.variables ?? {}} />}
      {tab === 'runs' && <FlowTests />}
    </section>
  )
}

/** A simulated call on the flow as it is drawn: the host's engine, telephones that do what they are told, time that waits. */
export function Simulator({ onClose }: { onClose(): void }) {
  const store = useEditorStore()
  const { timeZone, language } = useMe().office
  const { simulation, speakers } = useSimulation()
  const [start, setStart] = useState<SimulatedStart>(() =>
    usualStart(store.getState().document, timeZone, languages.catch('en').parse(language), hostNow()),
  )
  const view = useStore(simulation.state, (state) => state.view)
  const starting = useStore(simulation.state, (state) => state.starting)
  const heard = useStore(simulation.state, (state) => state.heard)
  const readOnly = useEditor((state) => state.readOnly)
  const begin = () => simulation.begin(store.getState().document, start)
  const words = text.tryout
  return (
    <section className={classes.dock} aria-label={words.open}>
      <div className={classes.bar}>
        <Title order={2} style={{ flex: 'none' }}>
          {words.title}
        </Title>
        <Standing simulation={simulation} />
        <Switch
          ml="auto"
          size="xs"
          label={words.speakers}
          onChange={(event) => speakers.switchOn(event.currentTarget.checked)}
          styles={{ label: { whiteSpace: 'nowrap' } }}
        />
        {view && (
          <Button size="compact-xs" variant="default" style={{ flex: 'none' }} onClick={() => simulation.close()}>
            {words.again}
          </Button>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={words.close} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={classes.columns}>
        <section className={classes.column}>
          {view ? (
            <>
              <CallPanel
                view={view}
                simulation={simulation}
                phones={usualMode(start.phones)}
                others={ownPhones(start.phones).length > 0}
                onPhones={(mode) => {
                  setStart({ ...start, phones: withPhone(start.phones, everyone, mode) })
                  simulation.act({ do: 'phone', phone: everyone, mode })
                }}
              />
              {!readOnly && <SaveTestForm simulation={simulation} />}
            </>
          ) : (
            <StartForm start={start} busy={starting} onChange={setStart} onStart={begin} />
          )}
        </section>
        <Aside simulation={simulation} />
        <Column title={words.heard}>
          <HeardList heard={heard} />
        </Column>
      </div>
    </section>
  )
}
