// What operators and their consoles ask for: logging in and out, pauses, wrap-up, notes, lockouts.
import type { OperatorLive } from '../../../shared/domain/calls.ts'
import { type DeskApi, EngineError, type SuperviseApi } from '../api.ts'
import type { LiveHub } from '../live.ts'
import type { Pins } from '../ports.ts'
import type { Dispatcher } from '../queues/dispatcher.ts'
import type { Lockouts } from '../queues/lockouts.ts'
import type { Operators } from '../queues/operators.ts'
import { BridgedCall } from '../session/bridgedCall.ts'
import type { Call } from '../session/call.ts'
import type { OfficeContext, PbxContext, RecordsContext } from '../session/context.ts'
import type { Monitors } from '../supervision/monitors.ts'

type DeskContext = {
  pbx: Pick<PbxContext, 'background' | 'clock'>
  records: Pick<RecordsContext, 'callLog'>
  calls: ReadonlyMap<string, Call>
  operators: Operators
  lockouts: Lockouts
  pins: Pins
  live: Pick<LiveHub, 'noted'>
}

/** What an operator asks for. Throws EngineError. */
export function deskApi({ pbx, records, calls, operators, lockouts, pins, live }: DeskContext): DeskApi {
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
    logout(id, queues, by) {
      known(id)
      operators.logout(id, queues, by)
    },
    pause(id, reason) {
      known(id)
      operators.pause(id, reason)
    },
    resume(id) {
      known(id)
      operators.resume(id)
    },
    doNotDisturb(id, on) {
      known(id)
      operators.doNotDisturb(id, on)
    },
    endWrapUp: (id) => operators.endWrapUp(id),
    extendWrapUp: (id, seconds) => operators.extendWrapUp(id, seconds),
    note(callId, { note, disposition }) {
      if (disposition !== undefined) records.callLog.update(callId, { disposition })
      if (note) records.callLog.note(callId, { ...note, at: pbx.clock.now() })
      live.noted(callId)
    },
    consoleProblem: (id, problem) => operators.consoleProblem(id, problem),
    consoleGone(id) {
      // What it said of itself says nothing of the desk phone, which may be all that is left.
      operators.consoleProblem(id, null)
      const extension = operators.configured(id)?.extension
      if (!extension) return
      for (const call of calls.values()) {
        const talk = BridgedCall.of(call)
        const side = talk?.consoleOf(extension)
        if (talk && side) pbx.background(talk.rejoin(side))
      }
    },
    lockouts: () => lockouts.list(),
    liftLockout: (key) => lockouts.lift(key),
  }
}

type SuperviseContext = { office: Pick<OfficeContext, 'config'>; dispatcher: Dispatcher; monitors: Monitors }

/** What a supervisor asks for: callers moved and given, operators logged out. Throws EngineError. */
export function superviseApi({ office, dispatcher, monitors }: SuperviseContext): SuperviseApi {
  return {
    monitor: (callId, extension, mode) => monitors.start(callId, extension, mode),
    takeCaller(callId, operatorId, liftPause) {
      const reason = dispatcher.give(callId, operatorId, liftPause)
      if (reason)
        throw new EngineError('CONFLICT', 'The caller is not waiting any more, or the operator is not free.', { reason })
    },
    moveCaller(callId, queueId) {
      if (!office.config.queues.has(queueId)) throw new EngineError('NOT_FOUND', 'There is no such queue.')
      if (!dispatcher.move(callId, queueId)) throw new EngineError('CONFLICT', 'The caller is not waiting any more.')
    },
  }
}
