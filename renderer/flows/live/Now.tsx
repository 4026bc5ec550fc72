import { Text } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { Link } from 'react-router'
import { useShallow } from 'zustand/react/shallow'
import { applyTrace, newTracedCall, type TracedCall } from '../../../shared/trace/call.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useLive, useLiveList } from '../../lib/live/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useEditor } from '../document/store.ts'
import { stepName } from '../labels/labels.ts'
import { show, useOverlayStore } from '../overlay/overlay.ts'
import { traceOverlay } from '../overlay/traceOverlay.ts'
import classes from './Watch.module.css'

/** The running calls as their events tell: those from before this page was opened, and those that came since. */
function useTracedCalls(): (id: string) => TracedCall {
  const snapshots = useLive((state) => state.snapshots)
  const traces = useLive((state) => state.traces)
  const before = useLoad(() => rpc.live.traces(), `traces ${snapshots}`).data?.events
  const earlier = useMemo(() => Map.groupBy(before ?? [], ({ callId }: TraceEvent) => callId), [before])
  return (id) => {
    const call = newTracedCall(id)
    for (const event of earlier.get(id) ?? []) applyTrace(call, event)
    for (const event of traces[id] ?? []) applyTrace(call, event)
    return call
  }
}

/** Who is in the flow now, on the canvas with the way they came and in a list. */
export function Now() {
  const overlay = useOverlayStore()
  const id = useEditor((state) => state.document.id)
  const callerName = useCallerName()
  const running = useLiveList((state) => Object.values(state.calls))
  const tracedCall = useTracedCalls()
  const nodes = useEditor(useShallow((state) => new Map(state.document.nodes.map((node) => [node.id, stepName(node)]))))
  const calls = running.flatMap((call) => {
    const traced = tracedCall(call.id)
    const at = traced.path.findLast(({ flow, leftAt }) => flow === id && leftAt === null)
    return at ? [{ id: call.id, name: callerName(call.from, call.fromName), call: traced, at: at.node }] : []
  })
  const passed = useLive((state) => state.traces)
  useEffect(() => {
    const inFlow = new Set(calls.map((call) => call.id))
    const others = Object.keys(passed).filter((each) => !inFlow.has(each))
    show(
      overlay,
      traceOverlay([...calls, ...others.map((each) => ({ call: tracedCall(each), name: '', faded: true }))], id, 'live'),
    )
  })
  const words = text.watch
  return (
    <>
      <Text size="sm" role="status">
        {calls.length > 0 ? words.inFlow({ count: calls.length }) : words.nobody}
      </Text>
      <ul className={classes.callers}>
        {calls.map((call) => (
          <li key={call.id}>
            <Link to={`/calls/${encodeURIComponent(call.id)}`} className={classes.caller}>
              {call.name}
              <span>{nodes.get(call.at) ?? call.at}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
