import { Button, Group, SegmentedControl, Text, Tooltip } from '@mantine/core'
import { IconEar, IconPhone, IconPhoneOff } from '@tabler/icons-react'
import { useShallow } from 'zustand/react/shallow'
import { monitorMode } from '../../../shared/domain/calls.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { say, text } from '../../lib/i18n/index.ts'
import { shownKeys } from '../../lib/keys.ts'
import { useLive } from '../../lib/live/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { answer, hangUp } from '../actions.ts'
import type { LineView } from '../sip/line.ts'
import { LineTimer } from './LineTimer.tsx'
import { type Monitored, monitoredBy, monitorTitle } from './monitored.ts'
import classes from './phone.module.css'

/** The call that this line only monitors; null for one's own. */
export const useMonitored = (line: LineView): Monitored | null => useLive(useShallow((state) => monitoredBy(state, line)))

/** A supervisor on somebody else's call: on whose, who hears them, and the three ways to be in it. */
export function MonitorCard({ line, monitored }: { line: LineView; monitored: Monitored }) {
  const { call, mode, who } = monitored
  const { busy, run } = useWork()
  const caller = useCallerName()(call.from, call.fromName)
  const words = text.phone.monitor
  const title = monitorTitle(monitored)
  const ringing = line.state === 'ringing' || line.state === 'answering'
  const change = (value: string) => run(() => rpc.supervise.monitor({ callId: call.id, mode: monitorMode.parse(value) }))
  return (
    <section className={classes.card} data-active aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Group gap={6} wrap="nowrap">
            <IconEar size={16} aria-hidden style={{ flexShrink: 0 }} />
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {words.withCaller({ who: caller })}
          </Text>
        </div>
        {!ringing && <LineTimer line={line} />}
      </Group>
      {ringing ? (
        <Tooltip label={shownKeys('alt+A')}>
          <Button
            fullWidth
            mt="sm"
            color="teal.9"
            leftSection={<IconPhone size={17} />}
            loading={busy}
            onClick={() => run(() => answer(line.id))}
          >
            {text.phone.answer}
          </Button>
        </Tooltip>
      ) : (
        <>
          <SegmentedControl
            fullWidth
            mt="sm"
            size="xs"
            aria-label={words.mode}
            disabled={busy}
            data={monitorMode.options.map((value) => ({ value, label: words.modes[value] }))}
            value={mode}
            onChange={change}
          />
          <Text size="xs" c="dimmed" mt={6} aria-live="polite">
            {say(words.heard[mode], { who })}
          </Text>
        </>
      )}
      <Tooltip label={shownKeys('alt+X')}>
        <Button
          fullWidth
          mt="xs"
          color="red.9"
          leftSection={<IconPhoneOff size={17} />}
          onClick={() => run(() => hangUp(line.id))}
        >
          {ringing ? text.phone.reject : words.leave}
        </Button>
      </Tooltip>
    </section>
  )
}
