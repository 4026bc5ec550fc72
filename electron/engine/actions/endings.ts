// Reject, hang up, busy, pause. Results as in docs/spec/actions.md.
import { z } from 'zod'
import type { HangupReason } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { onCancel } from '../session/cancel.ts'
import { reasonVariable } from './dial.ts'
import { startPlayback } from './play.ts'

export type RejectReason = 'busy' | 'temporarilyUnavailable' | 'declined'
/** 486, 480, 603. */
const rejectReasons = { busy: 'busy', temporarilyUnavailable: 'noAnswer', declined: 'rejected' } as const

/** Refuses a call that is not answered: busy 486, temporarilyUnavailable 480, declined 603. */
export async function reject(call: Call, reason: RejectReason = 'busy'): Promise<'success' | 'alreadyAnswered' | 'error'> {
  call.check()
  if (call.answered) return 'alreadyAnswered'
  return (await hangUpWith(call, rejectReasons[reason])) ? 'success' : 'error'
}

/** Ends the call; before an answer it ends all the same and says `notAnswered`. */
export async function hangup(call: Call): Promise<'success' | 'notAnswered' | 'alreadyDisconnected' | 'error'> {
  if (call.isGone) return 'alreadyDisconnected'
  const ended = await hangUpWith(call, reasonFor(call))
  return !ended ? 'error' : call.answered ? 'success' : 'notAnswered'
}

/** Unanswered: 486. Answered: the busy tone for 5 s, then the end; cancelled before that, the call goes on. */
export async function busy(call: Call, signal?: AbortSignal): Promise<'success' | 'cancel' | 'error'> {
  call.check()
  if (call.answered) {
    const heard = await call.until<'success' | 'cancel'>((resolve) => {
      const tone = startPlayback(call, { uris: ['tone:busy'], ms: 5000 }, { channel: call.channelId }, () => {})
      const timer = call.pbx.clock.after(5000, () => resolve('success'))
      const forget = onCancel(signal, () => resolve('cancel'))
      return () => {
        forget()
        timer.cancel()
        tone.stop()
      }
    })
    if (heard === 'cancel') return heard
  }
  return (await hangUpWith(call, 'busy')) ? 'success' : 'error'
}

/** A phone of ours whose call nobody took is told what became of it. */
function reasonFor(call: Call): HangupReason {
  const parsed = toldReasons.safeParse(call.read(reasonVariable))
  return call.kind === 'phone' && !call.answered && parsed.success ? parsed.data : 'normal'
}
const toldReasons = z.enum(['busy', 'rejected', 'noAnswer', 'unallocated', 'congestion'])

async function hangUpWith(call: Call, reason: HangupReason): Promise<boolean> {
  try {
    await call.pbx.telephony.hangup(call.channelId, reason)
    return true
  } catch (error) {
    call.pbx.log.error('a call could not be hung up', { callId: call.id, error: String(error) })
    return false
  }
}

/** Keeps the call open for a while; a key ends it early and is kept for the next action. */
export async function pause(call: Call, seconds: number, signal?: AbortSignal): Promise<'success' | 'interrupted' | 'cancel'> {
  let typed = ''
  const result = await call.until<'success' | 'interrupted' | 'cancel'>((resolve) => {
    const timer = call.pbx.clock.after(seconds * 1000, () => resolve('success'))
    const unread = call.keys.read((digit) => {
      typed += digit
      resolve('interrupted')
    })
    const forget = onCancel(signal, () => resolve('cancel'))
    return () => {
      forget()
      timer.cancel()
      unread()
    }
  })
  call.keys.keep(typed)
  return result
}
