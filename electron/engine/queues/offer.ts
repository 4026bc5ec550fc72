// One offer: the reserved operators are rung (or, off-hook, beeped), and each ends up talking, missed, rejecting or unused.
import type { Queue } from '../../../shared/domain/office.ts'
import { type DialOptions, dial } from '../actions/dial.ts'
import { startPlayback } from '../actions/play.ts'
import type { Call } from '../session/call.ts'
import { Leg, type LegStart } from '../session/leg.ts'
import { phonesToRing } from '../session/ringing.ts'
import type { OffHookLine } from './operatorRecord.ts'
import type { Operators } from './operators.ts'
import type { Reservation } from './reservation.ts'

export type Offered = { kind: 'answered'; operatorId: string; leg: Leg } | { kind: 'refused' }

export type OfferOptions = {
  /** The caller left the line while the phones ring. */
  cutShort: AbortSignal
  planned(legs: LegStart[]): void
  resume?: DialOptions['resume']
}

type Offer = { call: Call; operators: Operators; queue: Queue; reservation: Reservation; options: OfferOptions }

/** Rejects with CallEnded when the caller leaves; the reservation is over in every case. */
export async function offerTo(
  call: Call,
  operators: Operators,
  queue: Queue,
  reservation: Reservation,
  options: OfferOptions,
): Promise<Offered> {
  const { operatorIds } = reservation
  try {
    call.trace('queue.offered', { operators: operatorIds })
    const [only, ...more] = operatorIds
    const line = only && more.length === 0 ? operators.of(only).offHook : null
    if (only && line) {
      const leg = await takeOffHook(
        call,
        { operatorId: only, extension: operators.configured(only)?.extension ?? null, line },
        () => reservation.end(only, 'talking'),
      )
      return leg ? { kind: 'answered', operatorId: only, leg } : { kind: 'refused' }
    }
    return await ringOperators({ call, operators, queue, reservation, options })
  } finally {
    reservation.endAll('unused')
  }
}

async function ringOperators({ call, operators, queue, reservation, options }: Offer): Promise<Offered> {
  const { operatorIds } = reservation
  const rejected = new Set<string>()
  const { config } = call.office
  const byExtension = new Map(
    operatorIds.flatMap((id) => (config.operators.has(id) ? [[config.operators.get(id)?.extension ?? '', id] as const] : [])),
  )
  const callerId = { name: call.fromName || queue.name, number: call.from }
  let answeredBy: string | null = null
  let legs: LegStart[] = options.resume?.legs ?? []
  reservation.onWithdrawn = (id) =>
    stopRinging(
      call,
      legs.filter(({ operatorId }) => operatorId === id),
    )
  try {
    const dialed = await dial(call, phonesToRing(call.office, [...byExtension.keys()], callerId), {
      ringTimeoutSeconds: queue.ringSeconds,
      role: 'operator',
      signal: options.cutShort,
      planned: (planned) => {
        legs = planned
        options.planned(planned)
      },
      operatorOf: (to) => (to.extension ? byExtension.get(to.extension) : undefined),
      notes: { queue: queue.name },
      taker: (extension) => operators.takerAt(extension),
      lost: ({ operatorId }, result) => {
        if (operatorId && (result === 'rejected' || result === 'busy')) rejected.add(operatorId)
      },
      ...(options.resume ? { resume: options.resume } : {}),
    })
    if (dialed.result === 'answered') {
      answeredBy = dialed.leg.operatorId ?? ''
      reservation.end(answeredBy, 'talking')
      return { kind: 'answered', operatorId: answeredBy, leg: dialed.leg }
    }
    if (dialed.result === 'cancel') return { kind: 'refused' }
    call.trace('queue.notAnswered', { operators: operatorIds, result: dialed.result })
  } finally {
    // Each for themselves, also when the caller left meanwhile: of several who were rung one may have turned the call down.
    for (const id of rejected) {
      if (id === answeredBy) continue
      reservation.end(id, 'rejected')
      operators.rejected(id, queue)
    }
  }
  reservation.endAll('missed')
  return { kind: 'refused' }
}

/** Their end is told by their own events. */
function stopRinging(call: Call, legs: readonly LegStart[]): void {
  const { telephony, log } = call.pbx
  for (const { channelId } of legs)
    telephony
      .hangup(channelId, 'normal')
      .catch((error: unknown) => log.info('a phone had stopped ringing', { channelId, error: String(error) }))
}

type OpenLine = { operatorId: string; extension: string | null; line: OffHookLine }

/** A beep on the operator's open line, and they talk. `taken`: the line is the caller's from here on. */
async function takeOffHook(call: Call, { operatorId, extension, line }: OpenLine, taken: () => void): Promise<Leg | null> {
  await line.taken()
  const { channelId, sipCallId } = line
  const start = { channelId, console: false, role: 'offHook', extension, destination: extension ?? '', operatorId }
  const leg = Leg.adopt(call, start, sipCallId, {}, line)
  taken()
  let lost = false
  let wake = () => {}
  leg.listen({
    ended: () => {
      lost = true
      wake()
    },
  })
  try {
    await call.until<void>((resolve) => {
      wake = resolve
      const beep = startPlayback(call, { uris: ['sound:beep'], ms: 1000 }, { channel: line.channelId }, () => resolve())
      return () => beep.stop()
    })
  } catch (error) {
    leg.drop('normal')
    throw error
  }
  return lost ? null : leg
}
