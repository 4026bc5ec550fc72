// Work that waits for someone: callbacks and voicemail, as consoles act on them.
import { normalizeNumber } from '../../../shared/domain/dial.ts'
import { readDialled } from '../../../shared/domain/dialled.ts'
import { EngineError, type WorkApi } from '../api.ts'
import type { CallbackDesk } from '../callbacks/requests.ts'
import type { Returns } from '../callbacks/returns.ts'
import type { LiveHub } from '../live.ts'
import type { Ports } from '../ports.ts'
import type { OfficeContext, PbxContext } from '../session/context.ts'

type WorkContext = Pick<Ports, 'voicemails'> & {
  pbx: Pick<PbxContext, 'telephony'>
  office: Pick<OfficeContext, 'config'>
  live: Pick<LiveHub, 'voicemail' | 'voicemailGone'>
  desk: CallbackDesk
  returns: Returns
}

/** Callbacks and messages, as consoles act on them. Throws EngineError. */
export function workApi({ pbx, office, live, voicemails, desk, returns }: WorkContext): WorkApi {
  const lamp = async (mailboxId: string) => {
    if (office.config.mailboxes.has(mailboxId)) await pbx.telephony.setLamp(mailboxId, voicemails.countNew(mailboxId))
  }
  return {
    claimCallback: (id, operatorId) => desk.claim(id, operatorId),
    releaseCallback: (id, operatorId) => desk.release(id, operatorId),
    returnCallback: (id, operatorId) => returns.start(id, operatorId),
    finishCallback: (id, operatorId, outcome, note) => desk.finish(id, operatorId, outcome, note),
    retryCallback: (id, operatorId, order) => desk.retry(id, operatorId, order),
    noteCallback: (id, operatorId, note) => desk.note(id, operatorId, note),
    reopenCallback: (id) => desk.reopen(id),
    createCallback(number, queueId, about = {}) {
      if (!office.config.queues.has(queueId)) throw new EngineError('NOT_FOUND', 'There is no such queue.')
      const { country } = office.config.settings
      const asked = normalizeNumber(number, country)
      if (asked === '') throw new EngineError('INVALID', `“${number}” is no number.`, { field: 'number' })
      const read = readDialled(number, country)
      const { callback, created } = desk.request({
        number: asked,
        ...(read.kind === 'number' && read.keys !== '' ? { keys: read.keys } : {}),
        queueId,
        callId: null,
      })
      return created ? desk.detail(callback, about) : callback
    },
    async saveVoicemail(message) {
      voicemails.save(message)
      live.voicemail(message)
      await lamp(message.mailboxId)
    },
    async removedVoicemail(id, mailboxId) {
      live.voicemailGone(id)
      await lamp(mailboxId)
    },
  }
}
