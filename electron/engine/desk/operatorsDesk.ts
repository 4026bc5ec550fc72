// What operators and their consoles ask for: logging in and out, pauses, wrap-up, notes, lockouts.
import type { OperatorLive } from '../../../shared/domain/calls.ts'
import { type DeskApi, EngineError, type SuperviseApi } from '../api.ts'
import type { Exchange } from '../session/exchange.ts'
import { Monitors } from '../supervision/monitors.ts'

/** What an operator asks for. Throws EngineError. */
export function deskApi(exchange: Exchange): DeskApi {
  const { operators, lockouts, pins } = exchange
  const known = (id: string) => {
    if (!operators.configured(id)) throw new EngineError('NOT_FOUND', 'There is no such operator.')
  }
  const view = (id: string): OperatorLive => {
    const live = operators.view(id)
    if (!live) throw new EngineError('NOT_FOUND', 'There is no such operator.')
    return live
  }
  return {
    async login({ pin, operatorId, queues, lockKey }) {
      const until = lockouts.lockedUntil(lockKey)
      if (until !== null) throw new EngineError('LOCKED', 'Too many wrong PINs.', { until })
      const id = await pins.find(pin)
      if (!id || !operators.configured(id)) {
        const triesLeft = lockouts.failed(lockKey)
        const locked = lockouts.lockedUntil(lockKey)
        if (locked !== null) throw new EngineError('LOCKED', 'Too many wrong PINs.', { until: locked })
        throw new EngineError('WRONG_PIN', 'That PIN is not right.', { triesLeft })
      }
      if (operatorId !== undefined && id !== operatorId) {
        lockouts.failed(lockKey)
        throw new EngineError('FORBIDDEN', 'That is the PIN of another operator.')
      }
      lockouts.succeeded(lockKey)
      operators.login(id, queues)
      return view(id)
    },
    admit(id) {
      known(id)
      operators.login(id)
    },
    logout(id, queues) {
      known(id)
      operators.logout(id, queues)
    },
    pause(id, reason) {
      known(id)
      operators.pause(id, reason)
    },
    resume(id) {
      known(id)
      operators.resume(id)
    },
    endWrapUp: (id) => operators.endWrapUp(id),
    extendWrapUp: (id, seconds) => operators.extendWrapUp(id, seconds),
    note: (callId, change) => exchange.callLog.update(callId, change),
    consoleProblem: (id, problem) => operators.consoleProblem(id, problem),
    consoleGone(id) {
      const extension = operators.configured(id)?.extension
      if (!extension) return
      for (const call of exchange.calls.values()) {
        const side = call.talk?.consoleOf(extension)
        if (side) exchange.background(call.talk?.rejoin(side) ?? Promise.resolve())
      }
    },
    lockouts: () => lockouts.list(),
    liftLockout: (key) => lockouts.lift(key),
  }
}

/** What a supervisor asks for: callers moved and given, operators logged out. Throws EngineError. */
export function superviseApi(exchange: Exchange): SuperviseApi {
  const monitors = new Monitors(exchange)
  return {
    monitor: (callId, extension, mode) => monitors.start(callId, extension, mode),
    takeCaller(callId, operatorId) {
      if (!exchange.dispatcher.give(callId, operatorId))
        throw new EngineError('CONFLICT', 'The caller is not waiting any more, or the operator is not free.')
    },
    moveCaller(callId, queueId) {
      if (!exchange.config.queues.has(queueId)) throw new EngineError('NOT_FOUND', 'There is no such queue.')
      if (!exchange.dispatcher.move(callId, queueId)) throw new EngineError('CONFLICT', 'The caller is not waiting any more.')
    },
  }
}
