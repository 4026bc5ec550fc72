// Return calls: the operator's telephone first, then the customer. A lost connection gives the request back.

import type { Callback } from '../../../shared/domain/calls.ts'
import { reachedVariable } from '../actions/connect.ts'
import { phonesOf } from '../actions/destinations.ts'
import { refusalOf } from '../actions/outgoing.ts'
import { EngineError } from '../api.ts'
import type { ChannelInfo } from '../ports.ts'
import type { Call } from '../session/call.ts'
import type { Exchange } from '../session/exchange.ts'
import { type Begin, type RingPurpose, ringPhones } from '../session/ringPhones.ts'
import type { Sessions } from '../sessions.ts'
import type { CallbackDesk } from './requests.ts'

export const callbackVariable = 'callback.id'

type ReturnPurpose = Extract<RingPurpose, { kind: 'return' }>

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
    return this.rung({ kind: 'return', callbackId, operatorId }, (begin, purpose) => this.ring(phones, callback, purpose, begin))
  }

  /** The operator was being rung when the host before this one died: goes on with whoever answers, or did meanwhile. */
  async resume(purpose: ReturnPurpose, answered: (begin: Begin<Call>) => Promise<Call>): Promise<void> {
    try {
      await this.rung(purpose, answered)
    } catch (error) {
      this.exchange.log.info('a return call was not resumed', { id: purpose.callbackId, error: String(error) })
    }
  }

  private async rung(
    purpose: ReturnPurpose,
    ring: (begin: Begin<Call>, purpose: ReturnPurpose) => Promise<Call>,
  ): Promise<{ callId: string }> {
    const { operators } = this.exchange
    const { callbackId, operatorId } = purpose
    operators.reserve(operatorId, callbackId)
    try {
      const call = await ring((channel) => this.begin(channel, purpose), purpose)
      return { callId: call.id }
    } catch (error) {
      this.desk.returned(callbackId, 'failed')
      throw error
    } finally {
      operators.release(operatorId, 'unused')
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

  /** Throws CONFLICT when the operator is one no more. */
  private begin(channel: ChannelInfo, { callbackId, operatorId }: ReturnPurpose): Call {
    const callback = this.desk.get(callbackId)
    const extension = this.exchange.operators.configured(operatorId)?.extension
    if (extension === undefined) throw new EngineError('CONFLICT', 'There is no such operator.')
    const call = this.sessions.begin(channel, {
      kind: 'return',
      flowId: 'builtin:number',
      from: extension,
      fromName: this.exchange.config.extensions.get(extension)?.name ?? '',
      to: callback.number,
      extension,
      answered: true,
      variables: { 'dial.to': callback.number, [callbackVariable]: callback.id },
    })
    call.operatorId = operatorId
    return call
  }

  private ring(phones: string[], callback: Callback, purpose: ReturnPurpose, begin: Begin<Call>): Promise<Call> {
    const how = {
      callerId: { name: this.exchange.config.settings.name, number: callback.number },
      callId: callback.id,
      role: 'return',
      headers: { 'X-Cordboard-Callback': callback.id },
      purpose,
    }
    return ringPhones(this.exchange, phones, how, begin)
  }
}
