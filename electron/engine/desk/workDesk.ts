// Work that waits for someone: callbacks and voicemail, as consoles act on them.
import { normalizeNumber } from '../../../shared/domain/dial.ts'
import { EngineError, type WorkApi } from '../api.ts'
import { type CallbackDesk, requestCallback } from '../callbacks/requests.ts'
import type { Returns } from '../callbacks/returns.ts'
import type { Exchange } from '../session/exchange.ts'

export function workApi(exchange: Exchange, desk: CallbackDesk, returns: Returns): WorkApi {
  const lamp = async (mailboxId: string) => {
    if (exchange.config.mailboxes.has(mailboxId))
      await exchange.telephony.setLamp(mailboxId, exchange.voicemails.countNew(mailboxId) > 0)
  }
  return {
    claimCallback: (id, operatorId) => desk.claim(id, operatorId),
    releaseCallback: (id, operatorId) => desk.release(id, operatorId),
    returnCallback: (id, operatorId) => returns.start(id, operatorId),
    finishCallback: (id, operatorId, outcome, note) => desk.finish(id, operatorId, outcome, note),
    retryCallback: (id, operatorId, at, note) => desk.retry(id, operatorId, at, note),
    createCallback(number, queueId) {
      if (!exchange.config.queues.has(queueId)) throw new EngineError('NOT_FOUND', 'There is no such queue.')
      return requestCallback(exchange, {
        number: normalizeNumber(number, exchange.config.settings.country),
        queueId,
        callId: null,
      }).callback
    },
    async saveVoicemail(message) {
      exchange.voicemails.save(message)
      exchange.live.voicemail(message)
      await lamp(message.mailboxId)
    },
    async removedVoicemail(id, mailboxId) {
      exchange.live.voicemailGone(id)
      await lamp(mailboxId)
    },
  }
}
