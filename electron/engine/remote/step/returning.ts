// Another flow or provider in place of this one: by a jump, or for a caller whose other side has left.
import { backendFlow } from '../../../../shared/domain/backend.ts'
import type { Call } from '../../session/call.ts'
import { Redirected } from '../../session/callErrors.ts'
import { RemoteFailure } from '../sound.ts'
import type { Outcome, Work } from './work.ts'

/** The application that a caller goes on to when the other side has left, and what of it. */
export type GoesBack = { app: string; target: string }

export type ReturnFields = { return_app?: string | undefined; return_target?: string | undefined }

/** Where an action says that its caller returns to; null where nowhere. Without an application it is the IVR of that name. */
export function returnOf(action: ReturnFields): GoesBack | null {
  const app = action.return_app?.trim() ?? ''
  const target = action.return_target?.trim() ?? ''
  if (app === '' && target === '') return null
  return { app: app || 'ivr', target }
}

function flowNamed({ office }: Call, name: string): string | null {
  const { config, flows } = office
  const backend = [...config.backends.values()].find((b) => b.id === name || b.name === name)
  if (backend) return backendFlow(backend)
  return flows.published(name) ? name : (flows.named(name) ?? null)
}

/** Goes on in the flow or at the provider of that name, with variables for it. Throws RemoteFailure where there is none. */
export function enterIvr(work: Work, name: string, params: Record<string, unknown>): never {
  const flowId = flowNamed(work.call, name)
  if (!flowId) throw new RemoteFailure('target', `there is no flow or provider “${name.slice(0, 60)}”`)
  // Whoever goes on by themselves does not come from an agent or a queue any more.
  if (work.call.variables.get('transferred_from')) work.set('transferred_from', '')
  for (const [key, value] of Object.entries(params)) work.set(key, typeof value === 'string' ? value : JSON.stringify(value))
  work.finish('transfer_to_ivr', name)
  throw new Redirected(`flow:${flowId}`)
}

/**
 * The caller is back from an agent or a queue: in the mailbox or queue that was named, in the flow or at the provider of that
 * name, or, where that is this one or nobody knows it, at this provider, in a new session.
 */
export async function goBack(
  work: Work,
  { app, target }: GoesBack,
  from: 'agent' | 'queue',
  intoQueue: (work: Work, name: string) => Promise<Outcome>,
): Promise<Outcome> {
  if (app === 'queue' && target !== '') return intoQueue(work, target)
  if (app === 'voicemail' && target !== '') throw new Redirected(`voicemail:${target}`)
  const name = app === 'ivr' ? target : target || app
  work.set('transferred_from', from)
  const flowId = name === '' || work.isOwn(name) ? null : flowNamed(work.call, name)
  if (flowId) throw new Redirected(`flow:${flowId}`)
  return { kind: 'again' }
}
