import { ActionIcon, Button, Group, NativeSelect, SegmentedControl, Text, Title } from '@mantine/core'
import { IconExternalLink, IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { dayAfter } from '../../../shared/domain/days.ts'
import { hostNow } from '../../lib/clock.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { isoDay, officeMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useEditor } from '../document/store.ts'
import { stepName } from '../labels/labels.ts'
import { type EdgeMark, noOverlay, type Overlay, outletKey, type StepMark, show, useOverlayStore } from '../overlay/overlay.ts'
import { Now } from './Now.tsx'
import classes from './Watch.module.css'

type Traffic = {
  calls: number
  gaveUp: number
  steps: readonly { node: string; calls: number; gaveUp: number }[]
  ways: readonly { node: string; port: string; calls: number }[]
}

/** The busiest way is the widest. */
function heatOf({ steps, ways }: Traffic): Overlay {
  const most = Math.max(1, ...ways.map(({ calls }) => calls))
  return {
    shows: 'heat',
    steps: new Map(steps.map(({ node, calls, gaveUp }): [string, StepMark] => [node, { calls, gaveUp }])),
    ways: new Map(ways.map(({ calls, ...from }): [string, EdgeMark] => [outletKey(from), { calls, share: calls / most }])),
  }
}

const percent = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 100) : 0)

const periods = ['today', 'week', 'month'] as const
type Period = (typeof periods)[number]

function beginningOf(period: Period): number {
  const today = isoDay(hostNow())
  return officeMoment(period === 'today' ? today : dayAfter(today, period === 'week' ? -6 : -29))
}

/** The list of calls that came by a step of the flow in a period. */
const callsAddress = (flowId: string, node: string, from: number) =>
  `/calls?${new URLSearchParams({ flowId, node, from: isoDay(from) })}`

/** What came by in a period: widths, figures, and who gave up. */
function Heat({ period, chosen }: { period: Period; chosen: string | null }) {
  const overlay = useOverlayStore()
  const id = useEditor((state) => state.document.id)
  const node = useEditor((state) => state.document.nodes.find((each) => each.id === chosen))
  const from = useMemo(() => beginningOf(period), [period])
  const load = useLoad(() => rpc.flows.traffic({ id, from, until: hostNow() }), `${id} ${period}`)
  useEffect(() => {
    if (load.data) show(overlay, heatOf(load.data))
  }, [load.data, overlay])
  const words = text.watch
  if (!load.data) return null
  const { calls, gaveUp, steps } = load.data
  const step = steps.find((each) => each.node === chosen)
  return (
    <>
      <Text size="sm" role="status">
        {calls > 0 ? words.total({ calls, gaveUp: percent(gaveUp, calls) }) : words.noCalls}
      </Text>
      {node && step && (
        <Button
          size="compact-sm"
          variant="light"
          component={Link}
          to={callsAddress(id, node.id, from)}
          rightSection={<IconExternalLink size={14} />}
        >
          {`${words.callsOf({ step: stepName(node) })}: ${step.calls}`}
        </Button>
      )}
    </>
  )
}

/** Calls on the canvas: those of now, or the figures of a period. */
export function Watch({ chosen, onClose }: { chosen: string | null; onClose(): void }) {
  const overlay = useOverlayStore()
  const [view, setView] = useState<'live' | 'period'>('live')
  const [period, setPeriod] = useState<Period>('week')
  useEffect(() => () => show(overlay, noOverlay), [overlay])
  const words = text.watch
  return (
    <section className={classes.bar} aria-label={words.open}>
      <Title order={2}>{words.title}</Title>
      <SegmentedControl
        size="xs"
        aria-label={words.title}
        value={view}
        onChange={(next) => setView(next === 'live' ? 'live' : 'period')}
        data={[
          { value: 'live', label: words.live },
          { value: 'period', label: words.period },
        ]}
      />
      {view === 'period' && (
        <NativeSelect
          size="xs"
          aria-label={words.period}
          data={periods.map((value) => ({ value, label: words[value] }))}
          value={period}
          onChange={(event) => setPeriod(periods.find((each) => each === event.currentTarget.value) ?? 'week')}
        />
      )}
      <Group gap="sm" className={classes.said}>
        {view === 'live' ? <Now /> : <Heat period={period} chosen={chosen} />}
      </Group>
      <ActionIcon variant="subtle" color="gray" aria-label={text.tryout.close} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </section>
  )
}
