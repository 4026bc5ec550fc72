// Calls the host places for somebody: a click to call, a recording by telephone; and the end of any call.
import type { Language } from '../../../shared/domain/office.ts'
import { phonesOf } from '../actions/destinations.ts'
import { refusalOf } from '../actions/outgoing.ts'
import { EngineError, type IntegrationApi } from '../api.ts'
import { recordedVariable } from '../flows/builtIn.ts'
import type { Call } from '../session/call.ts'
import type { Exchange } from '../session/exchange.ts'
import { dialledFlow, targetOf } from '../session/redirects.ts'
import { type Begin, type RingPurpose, ringPhones } from '../session/ringPhones.ts'
import type { Sessions } from '../sessions.ts'

type Placed = { extension: string; to: string; flowId: string; language?: Language | undefined }

/** Begins the call of the phone that answered. */
const beginningAt =
  (exchange: Exchange, sessions: Sessions, { extension, to, flowId, language }: Placed): Begin<Call> =>
  (channel) =>
    sessions.begin(channel, {
      kind: 'phone',
      flowId,
      from: extension,
      fromName: exchange.config.extensions.get(extension)?.name ?? '',
      to: to || extension,
      extension,
      answered: true,
      variables: { 'dial.to': to },
      ...(language ? { language } : {}),
    })

/** A phone was being rung for a click to call when the host before this one died: the call begins when it answers, or did meanwhile. */
export async function resumeClick(
  exchange: Exchange,
  sessions: Sessions,
  { extension, to }: Extract<RingPurpose, { kind: 'click' }>,
  answered: (begin: Begin<Call>) => Promise<Call>,
): Promise<void> {
  try {
    await answered(beginningAt(exchange, sessions, { extension, to, flowId: dialledFlow(exchange, to) }))
  } catch (error) {
    exchange.log.info('a click to call was not resumed', { extension, error: String(error) })
  }
}

/** Calls placed and ended from outside. */
export function integrationApi(exchange: Exchange, sessions: Sessions): IntegrationApi {
  /** A call that begins when somebody answers at the extension. */
  const fromPhone = async (extension: string, to: string, flowId: string, language?: Language): Promise<Call> => {
    const { config } = exchange
    const person = config.extensions.get(extension)
    if (!person) throw new EngineError('NOT_FOUND', 'There is no such extension.')
    const phones = phonesOf(exchange, extension)
    if (phones.length === 0) throw new EngineError('NO_PHONE', 'No telephone of that extension is registered.')
    const callerId = { name: config.settings.name, number: to || extension }
    // Without a number somebody waits for what is recorded, who is gone with the host.
    const purpose = to === '' ? null : ({ kind: 'click', extension, to } as const)
    const begin = beginningAt(exchange, sessions, { extension, to, flowId, language })
    return ringPhones(exchange, phones, { callerId, callId: '', role: 'click', purpose }, begin)
  }
  const recordings = new Map<string, Call>()
  return {
    async originate(extension, to) {
      // Nobody is rung for a call that cannot be made.
      const target = targetOf(exchange, to)
      const reason =
        target.kind === 'ring' && target.to.kind === 'number' ? refusalOf({ exchange, onRightOf: extension }, to) : null
      if (exchange.config.extensions.has(extension) && reason)
        throw new EngineError('REFUSED', 'That number may not be called.', { reason })
      const flowId = dialledFlow(exchange, to)
      const call = await fromPhone(extension, to, flowId)
      return { callId: call.id }
    },
    async record(extension, language) {
      const call = await fromPhone(extension, '', 'builtin:record', language)
      recordings.set(extension, call)
      await sessions.over(call)
      if (recordings.get(extension) === call) recordings.delete(extension)
      return call.read(recordedVariable) || null
    },
    async stopRecording(extension) {
      const call = recordings.get(extension)
      if (!call) throw new EngineError('NOT_FOUND', 'Nothing is recorded yet: the telephone was not answered.')
      // As if the speaker had hung up: the recording is closed and kept.
      await exchange.telephony.hangup(call.channelId, 'normal')
    },
    async hangup(callId) {
      const call = exchange.calls.get(callId)
      if (!call) throw new EngineError('NOT_FOUND', 'That call is over.')
      await exchange.telephony.hangup(call.channelId, 'normal')
    },
    calls: () => [...exchange.calls.values()].map((call) => call.view()),
    operators: () => [...exchange.config.operators.keys()].flatMap((id) => exchange.operators.view(id) ?? []),
  }
}
