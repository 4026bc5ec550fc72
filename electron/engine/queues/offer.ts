// One offer: the reserved operators are rung (or, off-hook, beeped), and each ends up talking, missed, rejecting or unused.
import type { Queue } from '../../../shared/domain/office.ts'
import { phonesOf, type Ringable } from '../actions/destinations.ts'
import { type DialOptions, dial } from '../actions/dial.ts'
import { startPlayback } from '../actions/play.ts'
import type { Call } from '../session/call.ts'
import { Leg, type LegStart } from '../session/leg.ts'

export type Offered = { kind: 'answered'; operatorId: string; leg: Leg } | { kind: 'refused' }

export type OfferOptions = {
  /** The caller left the line while the phones ring. */
  cutShort: AbortSignal
  planned(legs: LegStart[]): void
  resume?: DialOptions['resume']
}

/** Rejects with CallEnded when the caller leaves; the operators are free again in every case. */
export async function offerTo(call: Call, queue: Queue, operatorIds: string[], options: OfferOptions): Promise<Offered> {
  const { operators } = call.exchange
  const pending = new Set(operatorIds)
  if (options.resume) for (const id of operatorIds) operators.reserve(id, call.id)
  try {
    call.trace('queue.offered', { operators: operatorIds })
    const only = operatorIds[0]
    const line = operatorIds.length === 1 && only ? operators.record(only).offHook : null
    if (only && line) {
      const leg = await takeOffHook(call, only)
      pending.clear()
      return leg ? { kind: 'answered', operatorId: only, leg } : { kind: 'refused' }
    }
    return await ringOperators(call, queue, operatorIds, pending, options)
  } finally {
    for (const id of pending) operators.release(id, 'unused')
  }
}

async function ringOperators(
  call: Call,
  queue: Queue,
  operatorIds: string[],
  pending: Set<string>,
  options: OfferOptions,
): Promise<Offered> {
  const { operators, config } = call.exchange
  const byExtension = new Map(
    operatorIds.flatMap((id) => (config.operators.has(id) ? [[config.operators.get(id)?.extension ?? '', id] as const] : [])),
  )
  const targets = [...byExtension.keys()].flatMap((extension): Ringable[] =>
    phonesOf(call.exchange, extension).map((name) => ({
      endpoint: `PJSIP/${name}`,
      extension,
      destination: extension,
      callerId: { name: call.fromName || queue.name, number: call.from },
    })),
  )
  const dialed = await dial(call, targets, {
    ringTimeoutSeconds: queue.ringSeconds,
    role: 'operator',
    signal: options.cutShort,
    planned: options.planned,
    operatorOf: (to) => (to.extension ? byExtension.get(to.extension) : undefined),
    headers: { 'X-Cordboard-Queue': queue.name },
    ...(options.resume ? { resume: options.resume } : {}),
  })
  if (dialed.result === 'answered') {
    const operatorId = dialed.leg.operatorId ?? ''
    pending.delete(operatorId)
    operators.record(operatorId).reservedBy = null
    operators.touch(operatorId)
    return { kind: 'answered', operatorId, leg: dialed.leg }
  }
  if (dialed.result === 'cancel') return { kind: 'refused' }
  const after = dialed.result === 'rejected' || dialed.result === 'busy' ? 'rejected' : 'missed'
  call.trace('queue.notAnswered', { operators: operatorIds, result: dialed.result })
  for (const id of [...pending]) {
    pending.delete(id)
    operators.release(id, after)
  }
  return { kind: 'refused' }
}

/** A beep on the operator's open line, and they talk. */
async function takeOffHook(call: Call, operatorId: string): Promise<Leg | null> {
  const { operators } = call.exchange
  const record = operators.record(operatorId)
  const line = record.offHook
  if (!line) return null
  await line.taken()
  const operator = operators.configured(operatorId)
  const leg = Leg.adopt(
    call,
    {
      channelId: line.channelId,
      endpoint: '',
      role: 'offHook',
      extension: operator?.extension ?? null,
      destination: operator?.extension ?? '',
      operatorId,
    },
    line.sipCallId,
    {},
  )
  leg.home = (ended) => line.back(ended)
  record.reservedBy = null
  let lost = false
  leg.events = {
    ended: () => {
      lost = true
    },
  }
  try {
    await call.until<void>((resolve) => {
      const beep = startPlayback(call, { uris: ['sound:beep'], ms: 1000 }, { channel: line.channelId }, () => resolve())
      return () => beep.stop()
    })
  } catch (error) {
    leg.drop('normal')
    throw error
  }
  return lost ? null : leg
}
