// What a softphone asks the host for: transfers, hold, hanging up, a test call to oneself.

import { DialError } from '../../../shared/domain/dial.ts'
import { phonesOf } from '../actions/destinations.ts'
import { EngineError, type PhoneApi } from '../api.ts'
import { testPath } from '../flows/testPath.ts'
import type { Incoming } from '../incoming.ts'
import type { Call } from '../session/call.ts'
import type { Exchange } from '../session/exchange.ts'
import { merge, NoSuchTarget, NotAnswered, parkCall, ThreeWay, transferAttended, transferBlind } from '../session/handover.ts'
import type { Side, Talk } from '../session/talk.ts'

const testTimeoutMs = 8000

export function phoneApi(exchange: Exchange, incoming: Incoming): PhoneApi {
  const callOf = (extension: string, callId: string): Call => {
    const call = exchange.calls.get(callId)
    if (!call || ![...call.legs.values()].some((leg) => leg.extension === extension))
      throw new EngineError('NOT_FOUND', 'That call is over.')
    return call
  }
  const talkOf = (extension: string, callId: string): { call: Call; talk: Talk; side: Side } => {
    const call = callOf(extension, callId)
    if (call.talk?.others.of(extension)) throw threeWay()
    const side = call.talk?.sideOf(extension)
    if (!call.talk || !side) throw new EngineError('CONFLICT', 'The call is not connected yet.')
    return { call, talk: call.talk, side }
  }
  /** The conversation of three or more that the extension is one of the two of, and somebody else in it. */
  const severalOf = (extension: string, callId: string, channelId: string): { talk: Talk; own: string } => {
    const { talk } = talkOf(extension, callId)
    const own = talk.channelOf(extension)
    if (own === null || own === channelId || !talk.others.members.includes(channelId)) throw gone()
    if (!talk.others.parties) throw new EngineError('CONFLICT', 'Only two are left on this call.')
    return { talk, own }
  }
  return {
    callMe: (operatorId) => testCall(exchange, incoming, operatorId),
    async transfer(extension, callId, to, note) {
      const { talk, side } = talkOf(extension, callId)
      await handOver(async () => transferBlind(talk, side, to, note ? { note } : {}))
    },
    async transferAttended(extension, callId, consultCallId) {
      const { talk, side } = talkOf(extension, callId)
      const consult = callOf(extension, consultCallId)
      if (consult.talk?.others.of(extension)) throw threeWay()
      if (consult.extension !== extension) throw new EngineError('CONFLICT', 'Only a call you placed can be asked about.')
      // A colleague who has not answered yet rings for the other party from here on, as after a REFER.
      await handOver(() => transferAttended(talk, side, consult))
    },
    async merge(extension, callId, consultCallId) {
      const { talk, side } = talkOf(extension, callId)
      const consult = talkOf(extension, consultCallId)
      if (consult.side !== 'caller') throw new EngineError('CONFLICT', 'Only a call you placed can be merged.')
      await handOver(() => merge(talk, side, consult.call))
    },
    about(extension, callId) {
      const { from, path, read } = callOf(extension, callId)
      return { from, path: [...path], read }
    },
    async park(extension, callId) {
      const { talk, side } = talkOf(extension, callId)
      const slot = await handOver(async () => parkCall(talk, side))
      if (slot === null) throw new EngineError('CONFLICT', 'Every parking slot is taken.')
      return { slot }
    },
    async hangup(extension, callId) {
      const call = callOf(extension, callId)
      const own = [...call.legs.values()].filter((leg) => leg.extension === extension)
      for (const leg of own) await exchange.telephony.hangup(leg.channelId, 'normal')
    },
    ringAgain(extension, callId) {
      const { talk, side } = talkOf(extension, callId)
      exchange.background(talk.rejoin(side))
    },
    async hold(extension, callId, on) {
      const { talk } = callOf(extension, callId)
      const channelId = talk?.channelOf(extension)
      if (!talk || !channelId) throw new EngineError('CONFLICT', 'The call is not connected yet.')
      await talk.others.hold(channelId, on)
    },
    mute(extension, callId, on) {
      const { talk } = callOf(extension, callId)
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
      const talk = exchange.calls.get(callId)?.talk
      if (!talk?.recording) throw new EngineError('CONFLICT', 'The call is not being recorded.')
      await talk.pauseRecording(paused)
    },
    presence(extension) {
      if (exchange.operators.isEngaged(extension)) return 'busy'
      return phonesOf(exchange, extension).length ? 'free' : 'offline'
    },
  }
}

const gone = () => new EngineError('NOT_FOUND', 'That person is not on this call any more.')
const threeWay = () =>
  new EngineError('THREE_WAY', 'Three people are on this call: hang up, and the other two go on talking without you.')

async function handOver<T>(work: () => Promise<T>): Promise<T> {
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
async function testCall(exchange: Exchange, incoming: Incoming, operatorId: string): Promise<{ callId: string }> {
  const operator = exchange.operators.configured(operatorId)
  if (!operator || phonesOf(exchange, operator.extension).length === 0)
    throw new EngineError('NO_PHONE', 'Your telephone is not registered.')
  const path = testPath(exchange, operator)
  if (!path) throw new EngineError('REFUSED', 'No published flow leads to a queue of yours.')
  exchange.operators.login(operatorId)
  exchange.operators.endWrapUp(operatorId)
  const number = `0000${Math.floor(exchange.chance.next() * 1e6)
    .toString()
    .padStart(6, '0')}`
  try {
    return await new Promise<{ callId: string }>((resolve, reject) => {
      const timer = exchange.clock.after(testTimeoutMs, () =>
        reject(new EngineError('PBX_DOWN', 'The test call did not come in.')),
      )
      incoming.tests.set(number, {
        operatorId,
        begun: (call) => {
          timer.cancel()
          resolve({ callId: call.id })
        },
      })
      exchange.telephony
        .originate({
          channelId: `cb-t-${exchange.chance.id()}`,
          endpoint: `Local/${path.number}@from-trunk/n`,
          callerId: { name: 'Test call', number },
          timeoutSeconds: 60,
          callId: '',
          role: 'test',
          variables: { CB_KEYS: path.keys },
          dialplan: { context: 'test-caller', exten: 's' },
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
