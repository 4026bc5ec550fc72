// What the desktop shell around the page is told (tray, badge, what happens at the cross), and what it tells the page.
import { useEffect } from 'react'
import { type ShellState, shellCommand, shellCommands } from '../../shared/contract/shell.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { inShell } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { partyName, phoneCommands, phoneNow, useAttention, usePhone } from '../phone/index.ts'

type Phone = ShellState['phone']

/** Keeps the shell told, in the desktop app; elsewhere nobody listens. */
export function useShell(): void {
  const { operatorId } = useMe()
  const lines = usePhone((state) => state.lines)
  const extension = usePhone((state) => state.extension)
  const registration = usePhone((state) => state.registration)
  const operator = useLive((state) => (operatorId === null ? undefined : state.operators[operatorId]?.state))
  const attention = useAttention()
  const alive = lines.filter((line) => line.state !== 'ended')
  const ringing = alive.find((line) => line.state === 'ringing')
  const spoken = ringing ?? alive[0]
  const who = useLive((state) => (spoken ? partyName(state, operatorId, spoken) : ''))

  useEffect(() => {
    if (!inShell) return
    const phone = stateOf({ ringing: ringing !== undefined, talking: alive.length > 0, extension, registration, operator })
    const words = text.app.shell
    const summary = spoken ? `${words.phone[phone]}: ${who || text.phone.unknownCaller}` : words.phone[phone]
    const possible = new Map(phoneCommands().map((command) => [command.id, command]))
    const commands = shellCommands.flatMap((id) => {
      const command = possible.get(id)
      return command?.possible(phoneNow()) ? [{ id, label: command.label }] : []
    })
    const state: ShellState = {
      phone,
      summary: summary.slice(0, 200),
      calls: alive.length,
      attention,
      commands,
      words: words.words,
    }
    window.postMessage({ type: 'cordboard-state', state }, location.origin)
  }, [alive.length, ringing, spoken, who, extension, registration, operator, attention])

  useEffect(() => {
    if (!inShell) return
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
