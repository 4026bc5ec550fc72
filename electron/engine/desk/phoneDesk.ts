// What a softphone asks the host for: transfers, hold, hanging up, a test call to oneself.

import { DialError } from '../../../shared/domain/dial.ts'
import { EngineError, type PhoneApi } from '../api.ts'
import { testPath } from '../flows/testPath.ts'
import type { Incoming } from '../incoming.ts'
import type { Operators } from '../queues/operators.ts'
import { BridgedCall, type Side } from '../session/bridgedCall.ts'
import type { Call } from '../session/call.ts'
import type { OfficeContext, PbxContext } from '../session/context.ts'
import { NoSuchTarget, NotAnswered, ThreeWay, type Transfers } from '../session/transfers.ts'

const testTimeoutMs = 8000

type PhoneContext = {
  pbx: PbxContext
  office: OfficeContext
  calls: ReadonlyMap<string, Call>
  operators: Operators
  transfers: Transfers
  incoming: Incoming
}

/** What a console's softphone asks for. Throws EngineError. */
export function phoneApi(context: PhoneContext): PhoneApi {
  const { pbx, office, calls, operators, transfers } = context
  const callOf = (extension: string, callId: string): Call => {
    const call = calls.get(callId)
    if (!call?.legs.includes(extension)) throw new EngineError('NOT_FOUND', 'That call is over.')
    return call
  }
  const talkOf = (extension: string, callId: string): { call: Call; talk: BridgedCall; side: Side } => {
    const call = callOf(extension, callId)
    const talk = BridgedCall.of(call)
    if (talk?.others.of(extension)) throw threeWay()
    const side = talk?.sideOf(extension)
    if (!talk || !side) throw new EngineError('CONFLICT', 'The call is not connected yet.')
    return { call, talk, side }
  }
  /** The conversation of three or more that the extension is one of the two of, and somebody else in it. */
  const severalOf = (extension: string, callId: string, channelId: string): { talk: BridgedCall; own: string } => {
    const { talk } = talkOf(extension, callId)
    const own = talk.channelOf(extension)
    if (own === null || own === channelId || !talk.others.members.includes(channelId)) throw gone()
    if (!talk.others.parties) throw new EngineError('CONFLICT', 'Only two are left on this call.')
    return { talk, own }
  }
  return {
    callMe: (operatorId) => testCall(context, operatorId),
    async transfer(extension, callId, to, { note, whenFree } = {}) {
      const { talk, side } = talkOf(extension, callId)
      // Who is free is rung as ever.
      const waits = whenFree && operators.isEngaged(to)
      const campOnMs = waits ? office.config.settings.campOnSeconds * 1000 : 0
      await transferring(async () => transfers.blind(talk, side, to, { ...(note ? { note } : {}), campOnMs }))
    },
    async transferAttended(extension, callId, consultCallId) {
      const { talk, side } = talkOf(extension, callId)
      const consult = callOf(extension, consultCallId)
      if (BridgedCall.of(consult)?.others.of(extension)) throw threeWay()
      if (consult === talk.call) throw new EngineError('CONFLICT', 'These are one call.')
      // A colleague who has not answered yet rings for the other party from here on, as after a REFER.
      await transferring(() => transfers.attended(talk, side, consult))
    },
    async merge(extension, callId, consultCallId) {
      const { talk, side } = talkOf(extension, callId)
      const consult = talkOf(extension, consultCallId).call
      if (consult === talk.call) throw new EngineError('CONFLICT', 'These are one call.')
      await transferring(() => transfers.merge(talk, side, consult))
    },
    about(extension, callId) {
      const { kind, from, to, position, read } = callOf(extension, callId)
      // Whoever returns a call is the operator: the customer is at its far end.
      return { from: kind === 'return' ? to : from, path: [...position.path], read }
    },
    async park(extension, callId) {
      const { talk, side } = talkOf(extension, callId)
      const slot = await transferring(async () => transfers.park(talk, side))
      if (slot === null) throw new EngineError('CONFLICT', 'Every parking slot is taken.')
      return { slot }
    },
    async hangup(extension, callId) {
      const call = callOf(extension, callId)
      const own = call.legs.all.filter((leg) => leg.extension === extension)
      for (const leg of own) await pbx.telephony.hangup(leg.channelId, 'normal')
    },
    ringAgain(extension, callId) {
      const { talk, side } = talkOf(extension, callId)
      pbx.background(talk.rejoin(side))
    },
    async hold(extension, callId, on) {
      const talk = BridgedCall.of(callOf(extension, callId))
      const channelId = talk?.channelOf(extension)
      if (!talk || !channelId) throw new EngineError('CONFLICT', 'The call is not connected yet.')
      await talk.others.hold(channelId, on)
    },
    mute(extension, callId, on) {
      const talk = BridgedCall.of(callOf(extension, callId))
      const channelId = talk?.channelOf(extension)
      if (!talk || !channelId) throw new EngineError('CONFLICT', 'The call is not connected yet.')
      talk.others.mute(channelId, on)
    },
    sendAway(extension, callId, channelId) {
      const { talk } = severalOf(extension, callId, channelId)
      if (!talk.sendAway(channelId, extension)) throw gone()
    },
    async talkAlone(extension, callId, channelId) {
      const { talk, own } = severalOf(extension, callId, channelId)
      await talk.others.talkAlone([own, channelId])
    },
    async talkTogether(extension, callId) {
      await talkOf(extension, callId).talk.others.talkAlone(null)
    },
    async pauseRecording(callId, paused) {
      const call = calls.get(callId)
      const talk = call ? BridgedCall.of(call) : null
      if (!talk?.recording) throw new EngineError('CONFLICT', 'The call is not being recorded.')
      await talk.pauseRecording(paused)
    },
    presence(extension) {
      if (operators.isEngaged(extension)) return 'busy'
      return office.phones.of(extension).length ? 'free' : 'offline'
    },
  }
}

const gone = () => new EngineError('NOT_FOUND', 'That person is not on this call any more.')
const threeWay = () =>
  new EngineError('THREE_WAY', 'Three people are on this call: hang up, and the other two go on talking without you.')

async function transferring<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ThreeWay) throw threeWay()
    if (error instanceof NoSuchTarget) throw new EngineError('NOT_FOUND', 'There is nobody and nothing of that name.')
    if (error instanceof DialError) throw new EngineError('REFUSED', error.message, { reason: error.code })
    if (error instanceof NotAnswered) throw new EngineError('CONFLICT', 'The other call is not answered yet.')
    throw error
  }
}

/** A caller of our own making dials the first routed number, walks the menu to a queue of the operator, and speaks when answered. */
async function testCall({ pbx, office, operators, incoming }: PhoneContext, operatorId: string): Promise<{ callId: string }> {
  const operator = operators.configured(operatorId)
  if (!operator || office.phones.of(operator.extension).length === 0)
    throw new EngineError('NO_PHONE', 'Your telephone is not registered.')
  const path = testPath(office, operator)
  if (!path) throw new EngineError('REFUSED', 'No published flow leads to a queue of yours.')
  operators.login(operatorId)
  operators.endWrapUp(operatorId)
  const number = `0000${Math.floor(pbx.chance.next() * 1e6)
    .toString()
    .padStart(6, '0')}`
  try {
    return await new Promise<{ callId: string }>((resolve, reject) => {
      const timer = pbx.clock.after(testTimeoutMs, () => reject(new EngineError('PBX_DOWN', 'The test call did not come in.')))
      incoming.tests.set(number, {
        operatorId,
        begun: (call) => {
          timer.cancel()
          resolve({ callId: call.id })
        },
      })
      pbx.telephony
        .originate({
          channelId: `cb-t-${pbx.chance.id()}`,
          to: { kind: 'testCaller', number: path.number, keys: path.keys },
          callerId: { name: 'Test call', number },
          timeoutSeconds: 60,
          callId: '',
          role: 'test',
        })
        .catch(() => {
          timer.cancel()
          reject(new EngineError('PBX_DOWN', 'The test call could not be placed.'))
        })
    })
  } finally {
    incoming.tests.delete(number)
  }
}
