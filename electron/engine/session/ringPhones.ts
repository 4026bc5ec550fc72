// Rings the phones of one person, before there is a call: the first to answer is taken, the others stop.
import { EngineError } from '../api.ts'
import type { ChannelInfo } from '../ports.ts'
import type { ChannelOwner } from './channels.ts'
import type { Exchange } from './exchange.ts'

/** How long they ring, s. */
const ringSeconds = 30

export type Ringing = {
  /** Shown on the phones. */
  callerId: { name: string; number: string }
  /** What the channels are tagged with. */
  callId: string
  role: string
  headers?: Record<string, string>
}

/** Resolves with the channel that answered; rejects with NO_PHONE. Nothing rings any more then. */
export function ringPhones(exchange: Exchange, phones: readonly string[], how: Ringing): Promise<ChannelInfo> {
  const { telephony, channels, chance, clock, log } = exchange
  const ids = phones.map(() => `cb-${chance.id()}`)
  return new Promise<ChannelInfo>((resolve, reject) => {
    const open = new Map<string, ChannelOwner>()
    const timer = clock.after((ringSeconds + 5) * 1000, () => lose())
    const drop = (except: string | null) => {
      timer.cancel()
      for (const [id, owner] of open) {
        channels.disown(id, owner)
        if (id !== except)
          telephony
            .hangup(id, except ? 'answeredElsewhere' : 'normal')
            .catch((error: unknown) => log.warn('a phone was not stopped', { error: String(error) }))
      }
      open.clear()
    }
    const lose = () => {
      drop(null)
      reject(new EngineError('NO_PHONE', 'Your telephone did not answer.'))
    }
    const gone = (id: string) => {
      open.delete(id)
      if (open.size === 0) lose()
    }
    for (const [i, id] of ids.entries()) {
      const owner: ChannelOwner = {
        entered: (channel) => {
          drop(id)
          resolve(channel)
        },
        ended: () => gone(id),
      }
      open.set(id, owner)
      channels.own(id, owner)
      telephony
        .originate({
          channelId: id,
          endpoint: `PJSIP/${phones[i]}`,
          callerId: how.callerId,
          timeoutSeconds: ringSeconds,
          callId: how.callId,
          role: how.role,
          ownCall: true,
          ...(how.headers ? { headers: how.headers } : {}),
        })
        .catch(() => gone(id)) // told as NO_PHONE when no other phone answers
    }
  })
}
