// What the desktop shell around the page is told (tray, badge, call window, keys), and what it has the page do.
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { type ShellState, type ShownCall, shellCommand, shellCommands } from '../../../shared/contract/shell.ts'
import { hostNow } from '../../lib/clock.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { startOfDay } from '../../lib/format/time.ts'
import { spoken, text } from '../../lib/i18n/index.ts'
import { type LiveState, useLive } from '../../lib/live/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMe, useQueueName } from '../../lib/session.ts'
import { useShellChoice } from '../../lib/shell/index.ts'
import {
  farParty,
  type LineView,
  lineCall,
  notifies,
  partyName,
  phoneCommands,
  phoneNow,
  usePhone,
  useRecent,
} from '../../phone/index.ts'
import { useShellActs } from './useShellActs.ts'

type Phone = ShellState['phone']

/** Keeps the shell told, in the desktop app; elsewhere nobody listens. */
export function useShell(): void {
  const { operatorId, version: officeVersion, pbx } = useMe()
  // Of a demo office nobody waits for an answer.
  const waiting = useLive((state) => (pbx === 'demo' ? 0 : Object.keys(state.waiting).length))
  const lines = usePhone((state) => state.lines)
  const extension = usePhone((state) => state.extension)
  const registration = usePhone((state) => state.registration)
  const operator = useLive((state) => (operatorId === null ? undefined : state.operators[operatorId]?.state))
  const undocked = usePhone((state) => state.undocked)
  const choices = useShellChoice((state) => state)
  const language = useStore(spoken, (state) => state.language)
  const dark = useComputedColorScheme('light') === 'dark'
  const alive = lines.filter((line) => line.state !== 'ended')
  const ringing = alive.filter((line) => line.state === 'ringing')
  const shown = ringing[0] ?? alive.find((line) => line.state === 'talking') ?? alive[0]
  const queueName = useQueueName()
  const { targets, problem } = useShellActs()
  const note = useOwnNote(operatorId, shown)
  const call = useLive((state) => (shown ? JSON.stringify(shownCall(state, operatorId, shown, queueName, note)) : 'null'))
  const missed = useUnseenMissed(operator)
  const recent = useRecentNumbers(extension)

  useEffect(() => {
    const told = JSON.parse(call) as ShownCall | null
    const phone = stateOf({ ringing: ringing.length > 0, talking: alive.length > 0, extension, registration, operator })
    const words = text.app.shell
    const summary = told ? `${words.phone[phone]}: ${told.who}` : words.phone[phone]
    const possible = new Map(phoneCommands().map((command) => [command.id, command]))
    const commands = shellCommands.flatMap((id) => {
      const command = possible.get(id)
      return command?.possible(phoneNow()) ? [{ id, label: command.label }] : []
    })
    const state: ShellState = {
      phone,
      summary: summary.slice(0, 200),
      calls: alive.length,
      attention: choices.attention,
      commands,
      language,
      dark,
      callWindow: choices.callWindow,
      call: told,
      targets,
      problem,
      notify: notifies(),
      undocked,
      badge: missed + ringing.length,
      shortcuts: choices.shortcuts,
      awake: alive.length > 0 || (operator !== undefined && operator !== 'offline'),
      spelling: choices.spelling,
      waiting,
      officeVersion,
      recent: JSON.parse(recent),
    }
    window.postMessage({ type: 'cordboard-state', state }, location.origin)
  }, [
    alive.length,
    ringing.length,
    call,
    extension,
    registration,
    operator,
    choices,
    language,
    dark,
    targets,
    problem,
    undocked,
    missed,
    waiting,
    officeVersion,
    recent,
  ])

  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.source !== window || event.data?.type !== 'cordboard-command') return
      const id = shellCommand.safeParse(event.data.command).data
      const command = phoneCommands().find((each) => each.id === id)
      if (command?.possible(phoneNow())) command.run()
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])
}

/** As JSON, so that the shell is told of changes only. */
function useRecentNumbers(extension: string | null): string {
  const callerName = useCallerName()
  const all = useRecent(extension)
    .map(({ number, way, call }) => ({
      number: number.slice(0, 80),
      name: callerName(number, way === 'out' ? '' : call.fromName).slice(0, 200),
    }))
    .filter(({ number }) => showNumber(number) !== '')
  return JSON.stringify(all.filter(({ number }, at) => all.findIndex((each) => each.number === number) === at))
}

const states = { ringing: 'ringing', talking: 'talking', held: 'held' } as const

/** What one noted oneself on the call of that line, once one speaks; null: nothing may be noted, as where one only listens. */
function useOwnNote(operatorId: string | null, line: LineView | undefined): string | null {
  const callId = useLive((state) => {
    const call = line && line.answeredAt !== null ? lineCall(state, operatorId, line) : null
    const listens = call?.legs.some((leg) => leg.sipCallId === line?.sipCallId && leg.role === 'supervisor')
    return call && !listens ? call.id : null
  })
  const times = useLive((state) => (callId === null ? 0 : (state.noted[callId] ?? 0)))
  const { data } = useLoad(
    async () => (callId === null ? null : { callId, note: (await rpc.desk.noted({ callId })).note }),
    `own note ${callId} ${times}`,
  )
  return data && data.callId === callId ? data.note : null
}

/** What the call window shows of a line. */
function shownCall(
  state: LiveState,
  operatorId: string | null,
  line: LineView,
  queueName: (id: string | null) => string,
  note: string | null,
): ShownCall {
  const call = lineCall(state, operatorId, line)
  const from = line.direction === 'in' ? farParty(call, line).number : line.number
  const { transfer } = call ?? {}
  const detail =
    transfer?.note || (transfer?.by ? text.phone.transferredBy({ by: transfer.by }) : queueName(call?.queueId ?? null))
  return {
    id: line.id,
    state: states[line.state as keyof typeof states] ?? 'calling',
    who: (partyName(state, operatorId, line) || text.phone.unknownCaller).slice(0, 200),
    number: showNumber(from).slice(0, 80),
    detail: detail.slice(0, 200),
    since: line.answeredAt ?? line.startedAt,
    muted: line.muted,
    note,
  }
}

/** Calls that rang here unanswered since the person last looked at the page. */
function useUnseenMissed(operator: string | undefined): number {
  const { extension } = useMe()
  const calls = usePhone((state) => state.lines.length)
  const [seenAt, setSeenAt] = useState(hostNow)
  useEffect(() => {
    const look = () => setSeenAt(hostNow())
    window.addEventListener('focus', look)
    window.addEventListener('blur', look)
    return () => {
      window.removeEventListener('focus', look)
      window.removeEventListener('blur', look)
    }
  }, [])
  const { data = 0 } = useLoad(async () => {
    if (!extension) return 0
    const missed = await rpc.calls.list({ missedBy: extension, from: startOfDay(hostNow()), limit: 50 })
    return missed.calls.filter(({ startedAt, endedAt }) => endedAt !== null && startedAt > seenAt).length
  }, `${extension} ${operator} ${calls} ${seenAt}`)
  return data
}

type Seen = {
  ringing: boolean
  talking: boolean
  extension: string | null
  registration: string
  operator: string | undefined
}

function stateOf({ ringing, talking, extension, registration, operator }: Seen): Phone {
  if (ringing) return 'ringing'
  if (talking) return 'talking'
  if (extension === null || registration === 'off') return 'off'
  if (registration !== 'registered' || operator === 'unreachable') return 'unreachable'
  return operator === 'paused' ? 'paused' : 'ready'
}
