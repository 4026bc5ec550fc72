// Return calls: the operator's telephone first, then the customer. A lost connection gives the request back.

import type { Callback } from '../../../shared/domain/calls.ts'
import { reachedVariable } from '../actions/connect.ts'
import { phonesOf } from '../actions/destinations.ts'
import { refusalOf } from '../actions/outgoing.ts'
import { EngineError } from '../api.ts'
import type { ChannelInfo } from '../ports.ts'
import type { Call } from '../session/call.ts'
import type { Exchange } from '../session/exchange.ts'
import { ringPhones } from '../session/ringPhones.ts'
import type { Sessions } from '../sessions.ts'
import type { CallbackDesk } from './requests.ts'

export const callbackVariable = 'callback.id'

export class Returns {
  private readonly exchange: Exchange
  private readonly sessions: Sessions
  private readonly desk: CallbackDesk

  constructor(exchange: Exchange, sessions: Sessions, desk: CallbackDesk) {
    this.exchange = exchange
    this.sessions = sessions
    this.desk = desk
  }

  /** Rings the operator; the call begins when they answer. Resolves with the call's id then; throws NO_PHONE, CONFLICT, REFUSED. */
  async start(callbackId: string, operatorId: string): Promise<{ callId: string }> {
    const { exchange } = this
    const operator = exchange.operators.configured(operatorId)
    const phones = operator ? phonesOf(exchange, operator.extension) : []
    if (!operator || phones.length === 0) throw new EngineError('NO_PHONE', 'Your telephone is not registered.')
    this.judge(callbackId, operator.extension)
    const callback = this.desk.claim(callbackId, operatorId)
    this.desk.dialing(callbackId, operatorId, '')
    exchange.operators.reserve(operatorId, callbackId)
    try {
      const channel = await this.ring(phones, callback)
      const call = this.begin(channel, operator.extension, callback)
      call.operatorId = operatorId
      return { callId: call.id }
    } catch (error) {
      this.desk.returned(callbackId, 'failed')
      throw error
    } finally {
      exchange.operators.release(operatorId, 'unused')
    }
  }

  /** Whoever returns a call does so on their own right: nobody is rung for a number that they may not dial. Throws REFUSED. */
  private judge(callbackId: string, extension: string): void {
    const { number } = this.desk.get(callbackId)
    const reason = refusalOf({ exchange: this.exchange, onRightOf: extension }, number)
    if (reason) throw new EngineError('REFUSED', 'That number may not be called.', { reason })
  }

  /** The request's own view of how the return call went. */
  ended(call: Call): void {
    const id = call.variables.get(callbackVariable)
    if (!id) return
    const dialed = call.read('dial.result')
    this.desk.returned(
      id,
      call.read(reachedVariable) === 'true'
        ? 'reached'
        : dialed === 'busy'
          ? 'busy'
          : dialed === 'noAnswer' || dialed === 'rejected'
            ? 'noAnswer'
            : 'failed',
    )
  }

  private begin(channel: ChannelInfo, extension: string, callback: Callback): Call {
    return this.sessions.begin(channel, {
      kind: 'return',
      flowId: 'builtin:number',
      from: extension,
      fromName: this.exchange.config.extensions.get(extension)?.name ?? '',
      to: callback.number,
      extension,
      answered: true,
      variables: { 'dial.to': callback.number, [callbackVariable]: callback.id },
    })
  }

  private ring(phones: string[], callback: Callback): Promise<ChannelInfo> {
    return ringPhones(this.exchange, phones, {
      callerId: { name: this.exchange.config.settings.name, number: callback.number },
      callId: callback.id,
      role: 'return',
      headers: { 'X-Cordboard-Callback': callback.id },
    })
  }
}
