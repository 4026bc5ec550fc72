// Where a caller goes whom nobody took where they were sent or parked: back to the transferor or parker, to the reception, to the queue they
// come from, to a mailbox. The only place that knows who is rung then, and who is not.
import type { TransferBackStep, TransferFailure, TransferState } from '../../../shared/domain/transfer.ts'
import type { Dispatcher } from '../queues/dispatcher.ts'
import type { Operators } from '../queues/operators.ts'
import type { Call } from './call.ts'
import { Redirected } from './callErrors.ts'
import { backTarget, handedOn } from './redirects.ts'
import { phonesToRing, type Ringable } from './ringing.ts'

/** A caller who comes back, as the phones that ring are to show them. */
export type Recalled = {
  /** Whoever sent or parked the caller. */
  by: string | null
  /** Where nobody took them: the target, or the parking slot. A desk phone shows no more than this, so it stands before the name. */
  from: string
  number: string
  name: string
}

/** The phones that a step rings; none: the step is passed over. `ringing`: they rang when the host died, and are rung on. */
export function recallPhones(
  call: Call,
  operators: Operators,
  step: Extract<TransferBackStep, 'transferor' | 'reception'>,
  { by, from, number, name }: Recalled,
  ringing: boolean,
): Ringable[] {
  const callerId = { name: `${from}: ${name || number}`, number }
  if (step === 'reception') {
    const reception = call.office.config.settings.reception.filter((one) => one !== by)
    return phonesToRing(call.office, reception, callerId)
  }
  if (by === null) return []
  // Somebody who talks to somebody else now cannot take them.
  if (!ringing && operators.isEngaged(by)) {
    call.trace('transfer.skipped', { to: by, reason: 'busy' })
    return []
  }
  return phonesToRing(call.office, [by], callerId)
}

/** The way back to the queue that the caller comes from, at its head; null when that would lead nowhere. */
export function recallQueue(call: Call, dispatcher: Dispatcher, { queueId, to }: TransferState): Redirected | null {
  const queue = queueId === null ? undefined : call.office.config.queues.get(queueId)
  if (!queue || to === `queue:${queue.id}`) return null
  if (queue.whenEmpty === 'leave' && dispatcher.loggedIn(queue.id).length === 0) return null
  call.trace('transfer.back', { queue: queue.id })
  return new Redirected(`queue:${queue.id}`)
}

/** The way to the mailbox of the called party; null when there is none, or the caller was sent to it. */
export function recallMailbox(call: Call, { mailbox, to }: TransferState): Redirected | null {
  if (mailbox === null || !call.office.config.mailboxes.has(mailbox) || to === `voicemail:${mailbox}`) return null
  call.trace('transfer.back', { mailbox })
  return new Redirected(`voicemail:${mailbox}`)
}

/** A flow rang somebody who did not answer, and leads nowhere from there: the caller goes the way of a failed transfer. */
export function recallCaller(call: Call, to: string, reason: TransferFailure): Redirected {
  call.assignment.handOn(handedOn(call, to, { reason }))
  call.trace('transfer.failed', { to, reason })
  return new Redirected(backTarget)
}
