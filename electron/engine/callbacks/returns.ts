// Return calls: the operator's telephone first, then the customer. A lost connection gives the request back.

import type { Callback } from '../../../shared/domain/calls.ts'
import { reachedVariable } from '../actions/connect.ts'
import { refusalOf } from '../actions/outgoing.ts'
import { EngineError } from '../api.ts'
import type { ChannelInfo, Device, Ports } from '../ports.ts'
import type { Operators } from '../queues/operators.ts'
import type { Reservation } from '../queues/reservation.ts'
import type { Call } from '../session/call.ts'
import type { OfficeContext, PbxContext } from '../session/context.ts'
import { type Begin, NotTaken, type RingPurpose, ringFirst } from '../session/ringFirst.ts'
import type { Sessions } from '../sessions.ts'
import type { CallbackDesk } from './requests.ts'

export const callbackVariable = 'callback.id'

type ReturnPurpose = Extract<RingPurpose, { kind: 'return' }>

type ReturnsContext = Pick<Ports, 'journal'> & {
  pbx: PbxContext
  office: OfficeContext
  operators: Operators
  sessions: Sessions
  desk: CallbackDesk
  /** The operator has taken the call. */
  begun(callbackId: string): void
}

export class Returns {
  private readonly context: ReturnsContext

  constructor(context: ReturnsContext) {
    this.context = context
  }

  /** Rings the operator; the call begins when they answer. Resolves with the call's id then; throws NO_PHONE, CONFLICT, REFUSED. */
  start(callbackId: string, operatorId: string): Promise<{ callId: string }> {
    return this.place(callbackId, operatorId, null)
  }

  /** As `start`, for the next operator: the result counts as that of a caller's offer. Ends the reservation. */
  turn(callbackId: string, operatorId: string, reservation: Reservation): Promise<{ callId: string }> {
    return this.place(callbackId, operatorId, reservation)
  }

  private async place(callbackId: string, operatorId: string, turn: Reservation | null): Promise<{ callId: string }> {
    const { office, operators, desk } = this.context
    const operator = operators.configured(operatorId)
    const phones = operator ? office.phones.of(operator.extension) : []
    if (!operator || phones.length === 0) throw new EngineError('NO_PHONE', 'Your telephone is not registered.')
    this.judge(callbackId, operator.extension)
    const callback = desk.claim(callbackId, operatorId)
    desk.dialing(callbackId, operatorId, '')
    const own = new AbortController()
    const reservation = turn ?? operators.reserve([operatorId], callbackId)
    reservation.onWithdrawn = () => own.abort()
    const purpose: ReturnPurpose = { kind: 'return', callbackId, operatorId, byTurn: turn !== null }
    return this.rung(purpose, reservation, (begin) => this.ring(phones, callback, purpose, begin, own.signal))
  }

  /** The operator was being rung when the host before this one died: goes on with the operator who answers, or answered meanwhile. */
  async resume(purpose: ReturnPurpose, answered: (begin: Begin<Call>) => Promise<Call>): Promise<void> {
    try {
      await this.rung(purpose, this.context.operators.reserve([purpose.operatorId], purpose.callbackId), answered)
    } catch (error) {
      this.context.pbx.log.info('a return call was not resumed', { id: purpose.callbackId, error: String(error) })
    }
  }

  private async rung(
    purpose: ReturnPurpose,
    reservation: Reservation,
    ring: (begin: Begin<Call>) => Promise<Call>,
  ): Promise<{ callId: string }> {
    try {
      const call = await ring((channel) => this.begin(channel, purpose))
      reservation.endAll('talking')
      this.context.begun(purpose.callbackId)
      return { callId: call.id }
    } catch (error) {
      this.notTaken(purpose, reservation, error)
      throw error
    } finally {
      reservation.endAll('unused')
    }
  }

  /** The operator did not take it: the claim ends at once, for the next one. */
  private notTaken({ callbackId, operatorId, byTurn }: ReturnPurpose, reservation: Reservation, error: unknown): void {
    const { desk, operators, office } = this.context
    const how = error instanceof NotTaken ? error.how : 'gone'
    const queue = office.config.queues.get(desk.get(callbackId).queueId)
    if (byTurn && how === 'rejected' && queue) {
      reservation.end(operatorId, 'rejected')
      operators.rejected(operatorId, queue)
    } else if (byTurn && how === 'missed') reservation.end(operatorId, 'missed')
    desk.notTaken(callbackId)
  }

  /** Whoever returns a call does so on their own right: nobody is rung for a number that they may not dial. Throws REFUSED. */
  private judge(callbackId: string, extension: string): void {
    const { office, desk } = this.context
    const { number } = desk.get(callbackId)
    const reason = refusalOf({ office, onRightOf: extension }, number)
    if (reason) throw new EngineError('REFUSED', 'That number may not be called.', { reason })
  }

  /** The request's own view of how the return call went. */
  ended(call: Call): void {
    const id = call.variables.get(callbackVariable)
    if (!id) return
    const dialed = call.read('dial.result')
    this.context.desk.returned(
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
    const { desk, operators, sessions } = this.context
    const callback = desk.get(callbackId)
    const extension = operators.configured(operatorId)?.extension
    if (extension === undefined) throw new EngineError('CONFLICT', 'There is no such operator.')
    // A console offers them to the person once somebody answers.
    const rest = channel.phone?.console ? '' : (callback.keys ?? '')
    const call = sessions.begin(channel, {
      kind: 'return',
      flowId: 'builtin:number',
      from: extension,
      fromName: this.context.office.config.extensions.get(extension)?.name ?? '',
      to: callback.number,
      extension,
      answered: true,
      variables: { 'dial.to': callback.number + rest, [callbackVariable]: callback.id },
    })
    call.assignment.by(operatorId)
    return call
  }

  private ring(
    phones: Device[],
    callback: Callback,
    purpose: ReturnPurpose,
    begin: Begin<Call>,
    signal: AbortSignal,
  ): Promise<Call> {
    const how = {
      callerId: { name: this.context.office.config.settings.name, number: callback.number },
      callId: callback.id,
      role: 'return',
      notes: { callback: callback.id },
      purpose,
      signal,
    }
    return ringFirst(this.context, phones, how, begin)
  }
}
