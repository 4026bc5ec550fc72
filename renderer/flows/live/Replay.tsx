import { ActionIcon, Button, NativeSelect, Slider, Text, Title } from '@mantine/core'
import { IconExternalLink, IconPlayerPauseFilled, IconPlayerPlayFilled, IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { CallRecord } from '../../../shared/domain/calls.ts'
import { traceCall } from '../../../shared/trace/call.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { hostNow } from '../../lib/clock.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { clock, shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor } from '../document/store.ts'
import { noOverlay, show, useOverlayStore } from '../overlay/overlay.ts'
import { traceOverlay } from '../overlay/traceOverlay.ts'
import { linesOf } from '../simulate/TraceLog.tsx'
import classes from './Watch.module.css'

export type PastCall = { call: CallRecord; trace: readonly TraceEvent[] }

const speeds = [1, 4, 16, 60]
const frameMs = 100

/** Time goes by in the past call while it plays; stands at its end. */
function usePlaying(length: number) {
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(true)
  const [speed, setSpeed] = useState(4)
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => setAt((before) => Math.min(length, before + frameMs * speed)), frameMs)
    return () => clearInterval(timer)
  }, [playing, speed, length])
  useEffect(() => {
    if (at >= length) setPlaying(false)
  }, [at, length])
  const toggle = () => {
    if (!playing && at >= length) setAt(0)
    setPlaying(!playing)
  }
  return { at, setAt, playing, toggle, speed, setSpeed }
}

/** A past call on the version it ran on, moment by moment. */
export function Replay({ past: { call, trace }, onClose }: { past: PastCall; onClose(): void }) {
  const overlay = useOverlayStore()
  const document = useEditor((state) => state.document)
  const callerName = useCallerName()
  const name = callerName(call.from, call.fromName)
  const began = trace[0]?.at ?? call.startedAt
  const { at, setAt, playing, toggle, speed, setSpeed } = usePlaying(Math.max(1, (trace.at(-1)?.at ?? began) - began))
  const seen = useMemo(() => trace.filter((event) => event.at <= began + at), [trace, began, at])
  const own = seen.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new moment counts only where something happened.
  useEffect(() => show(overlay, traceOverlay([{ call: traceCall(seen), name }], document.id, 'replay')), [own, overlay, name])
  useEffect(() => () => show(overlay, noOverlay), [overlay])
  const line = useMemo(() => linesOf(seen, document).at(-1)?.words ?? '', [seen, document])
  const words = text.watch
  return (
    <section className={classes.bar} aria-label={words.replay} data-replayed={own === trace.length || undefined}>
      <Title order={2}>{words.replay}</Title>
      <Text size="sm" truncate maw={220}>
        {`${name} · ${shortMoment(call.startedAt, hostNow())}`}
      </Text>
      <ActionIcon size={30} aria-label={playing ? words.pause : words.play} onClick={toggle}>
        {playing ? <IconPlayerPauseFilled size={15} /> : <IconPlayerPlayFilled size={15} />}
      </ActionIcon>
      <Slider
        className={classes.slider}
        size="sm"
        min={0}
        max={Math.max(1, (trace.at(-1)?.at ?? began) - began)}
        value={at}
        label={clock}
        thumbLabel={words.position}
        onChange={setAt}
      />
      <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {clock(at)}
      </Text>
      <NativeSelect
        size="xs"
        w={74}
        aria-label={words.speed}
        data={speeds.map((each) => ({ value: `${each}`, label: `${each}×` }))}
        value={`${speed}`}
        onChange={(event) => setSpeed(Number(event.currentTarget.value))}
      />
      <Text size="sm" miw={150} truncate role="status">
        {line}
      </Text>
      <Button
        size="compact-sm"
        variant="subtle"
        component={Link}
        to={`/calls/${encodeURIComponent(call.id)}`}
        rightSection={<IconExternalLink size={14} />}
      >
        {words.openCall}
      </Button>
      <ActionIcon variant="subtle" color="gray" aria-label={text.tryout.close} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </section>
  )
}
