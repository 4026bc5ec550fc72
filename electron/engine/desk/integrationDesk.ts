// Calls the host places for somebody: a click to call, a recording by telephone; and the end of any call.
import type { DialRefusal } from '../../../shared/domain/dial.ts'
import type { Language } from '../../../shared/domain/office.ts'
import { judgeSound } from '../../../shared/domain/soundTest.ts'
import { type Asker, refusalOf } from '../actions/outgoing.ts'
import { EngineError, type IntegrationApi } from '../api.ts'
import { pressedVariable, recordedVariable } from '../flows/builtIn.ts'
import type { Ports } from '../ports.ts'
import type { Operators } from '../queues/operators.ts'
import type { Call } from '../session/call.ts'
import type { OfficeContext, PbxContext } from '../session/context.ts'
import { dialledFlow, type Target, targetOf } from '../session/redirects.ts'
import { type Begin, type RingPurpose, ringFirst } from '../session/ringFirst.ts'
import type { Sessions } from '../sessions.ts'
import { receivedDuring } from './soundTest.ts'

type Placed = { extension: string; to: string; flowId: string; language?: Language | undefined }
type BeginContext = { pbx: PbxContext; office: OfficeContext; sessions: Sessions }

/** Begins the call of the phone that answered. */
const beginningAt =
  ({ office, sessions }: BeginContext, { extension, to, flowId, language }: Placed): Begin<Call> =>
  (channel) =>
    sessions.begin(channel, {
      kind: 'phone',
      flowId,
      from: extension,
      fromName: office.config.extensions.get(extension)?.name ?? '',
      to: to || extension,
      extension,
      answered: true,
      variables: { 'dial.to': to },
      ...(language ? { language } : {}),
    })

/** A phone was being rung for a click to call when the host before this one died: the call begins when it answers, or did meanwhile. */
export async function resumeClick(
  context: BeginContext,
  { extension, to }: Extract<RingPurpose, { kind: 'click' }>,
  answered: (begin: Begin<Call>) => Promise<Call>,
): Promise<void> {
  try {
    await answered(beginningAt(context, { extension, to, flowId: dialledFlow(context.office, to) }))
  } catch (error) {
    context.pbx.log.info('a click to call was not resumed', { extension, error: String(error) })
  }
}

/** Why a target cannot be called at all; null when it can. */
function refusedBefore(asker: Asker & { office: OfficeContext }, target: Target, to: string): DialRefusal | null {
  if (target.kind === 'code') return 'unknownCode'
  return target.kind === 'ring' && target.to.kind === 'number' ? refusalOf(asker, to) : null
}

type IntegrationContext = BeginContext &
  Pick<Ports, 'journal'> & {
    calls: ReadonlyMap<string, Call>
    operators: Operators
  }

/** Calls placed and ended from outside. */
export function integrationApi(context: IntegrationContext): IntegrationApi {
  const { pbx, office, calls, operators, sessions } = context
  /** A call that begins when somebody answers at the extension. */
  const fromPhone = async (extension: string, to: string, flowId: string, language?: Language): Promise<Call> => {
    const { config } = office
    const person = config.extensions.get(extension)
    if (!person) throw new EngineError('NOT_FOUND', 'There is no such extension.')
    const phones = office.phones.of(extension)
    if (phones.length === 0) throw new EngineError('NO_PHONE', 'No telephone of that extension is registered.')
    const callerId = { name: config.settings.name, number: to || extension }
    // Without a number somebody waits for what is recorded, who is gone with the host.
    const purpose = to === '' ? null : ({ kind: 'click', extension, to } as const)
    const begin = beginningAt(context, { extension, to, flowId, language })
    return ringFirst(context, phones, { callerId, callId: '', role: 'click', purpose }, begin)
  }
  const recordings = new Map<string, Call>()
  return {
    async originate(extension, to) {
      // Nobody is rung for a call that cannot be made.
      const reason = refusedBefore({ office, onRightOf: extension }, targetOf(office, to), to)
      if (office.config.extensions.has(extension) && reason)
        throw new EngineError('REFUSED', 'That number may not be called.', { reason })
      const flowId = dialledFlow(office, to)
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
    async testSound(extension) {
      const call = await fromPhone(extension, '', 'builtin:soundTest')
      const received = await receivedDuring(call, sessions.over(call))
      return judgeSound({ pressed: call.read(pressedVariable) !== '', received })
    },
    async stopRecording(extension) {
      const call = recordings.get(extension)
      if (!call) throw new EngineError('NOT_FOUND', 'Nothing is recorded yet: the telephone was not answered.')
      // As if the speaker had hung up: the recording is closed and kept.
      await pbx.telephony.hangup(call.channelId, 'normal')
    },
    async hangup(callId) {
      const call = calls.get(callId)
      if (!call) throw new EngineError('NOT_FOUND', 'That call is over.')
      await pbx.telephony.hangup(call.channelId, 'normal')
    },
    calls: () => [...calls.values()].map((call) => call.view()),
    operators: () => [...office.config.operators.keys()].flatMap((id) => operators.view(id) ?? []),
  }
}
