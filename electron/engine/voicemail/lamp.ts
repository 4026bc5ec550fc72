// The lamp of a mailbox, as the messages in it are.
import type { VoicemailStore } from '../ports.ts'
import type { Call } from '../session/call.ts'

/** Lit while there are new ones; in the background, a lamp that cannot be set delays no call. */
export function lightMailbox(call: Call, voicemails: Pick<VoicemailStore, 'countNew'>, mailboxId: string): void {
  const { telephony, log, background } = call.pbx
  background(
    telephony
      .setLamp(mailboxId, voicemails.countNew(mailboxId))
      .catch((error: unknown) => log.warn('a lamp was not set', { mailboxId, error: String(error) })),
  )
}
