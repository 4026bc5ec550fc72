// Who sits here, and the names behind the identifiers of the office.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Me } from '../../shared/contract/desk.ts'
import type { Extension, Mailbox, Operator, Queue, Role } from '../../shared/domain/office.ts'
import { mayActAs } from '../../shared/domain/roles.ts'
import { rpc } from './rpc/index.ts'

export type Session = {
  me: Me | null
  queues: readonly Queue[]
  operators: readonly Operator[]
  mailboxes: readonly Mailbox[]
  extensions: readonly Extension[]
  /** The starter office's card is on the screen; it has the button for the test call then. */
  starterShown: boolean
}

export const session = createStore<Session>()(() => ({
  me: null,
  queues: [],
  operators: [],
  mailboxes: [],
  extensions: [],
  starterShown: false,
}))

/** One value of the session. */
export function useSession<T>(select: (state: Session) => T): T {
  return useStore(session, select)
}

/** The signed-in user; only rendered below the shell, where there is one. */
export function useMe(): Me {
  const me = useSession((state) => state.me)
  if (!me) throw new Error('nobody is signed in')
  return me
}

/** True when the signed-in user has at least this role. */
export function useMay(role: Role): boolean {
  return useSession((state) => state.me !== null && mayActAs(state.me.role, role))
}

/** Asks again who we are; logging in by PIN may have given us an operator. */
export async function refreshMe(): Promise<Me> {
  const me = await rpc.desk.me()
  session.setState({ me })
  return me
}

/** Loads the office's records; after each change of settings and each reconnection. */
export async function loadOffice(): Promise<void> {
  const [queues, operators, mailboxes, extensions] = await Promise.all([
    rpc.settings.queues.list(),
    rpc.settings.operators.list(),
    rpc.settings.mailboxes.list(),
    rpc.settings.extensions.list(),
  ])
  session.setState({ queues, operators, mailboxes, extensions })
}

/** The name of a queue, or its identifier while the name is unknown. */
export function useQueueName(): (id: string | null) => string {
  const queues = useSession((state) => state.queues)
  return (id) => queues.find((queue) => queue.id === id)?.name ?? id ?? ''
}

/** The name of an operator, or the identifier while the name is unknown. */
export function useOperatorName(): (id: string | null) => string {
  const operators = useSession((state) => state.operators)
  return (id) => operators.find((operator) => operator.id === id)?.name ?? id ?? ''
}

/** The name of an extension, or its number while the name is unknown. */
export function useExtensionName(): (number: string) => string {
  const extensions = useSession((state) => state.extensions)
  return (number) => extensions.find((extension) => extension.number === number)?.name ?? number
}
