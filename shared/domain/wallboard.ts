// A wallboard: which queues and figures it shows, from where on a figure deserves attention, and what everybody should read.
import { z } from 'zod'
import { type OperatorLive, operatorState, type QueueLive, queueLive, type WaitingCaller, waitingCaller } from './calls.ts'
import { abandonRate, averageAnswerMs, serviceLevel } from './kpi.ts'
import { language } from './language.ts'

export const boardFigure = z.enum(['waiting', 'longest', 'free', 'level', 'abandoned', 'asa', 'answered'])
export type BoardFigure = z.infer<typeof boardFigure>

/** Of these more is better. */
const lowerIsWorse = new Set<BoardFigure>(['free', 'level'])

/** From where on: callers, seconds, operators or percent, as `unitOf` says. */
export const boardLimit = z.object({ watch: z.number().min(0).max(100_000), alarm: z.number().min(0).max(100_000) })
export type BoardLimit = z.infer<typeof boardLimit>

const units = {
  waiting: 'calls',
  longest: 'seconds',
  free: 'operators',
  level: 'percent',
  abandoned: 'percent',
  asa: 'seconds',
} as const
export type LimitedFigure = keyof typeof units
/** In what limits of that figure are said; null for one that has none. */
export const unitOf = (figure: BoardFigure): (typeof units)[LimitedFigure] | null =>
  figure === 'answered' ? null : units[figure]

export const wallboard = z.object({
  id: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(80),
  /** Empty: all there are. */
  queues: z.array(z.string().max(80)).max(100).default([]),
  figures: z
    .array(boardFigure)
    .min(1)
    .max(boardFigure.options.length)
    .default(['waiting', 'longest', 'free', 'level', 'abandoned']),
  /** Where a figure has none the board's own rule stands (`limitOf`). */
  limits: z
    .partialRecord(boardFigure, boardLimit)
    .default({})
    .refine((limits) => Object.entries(limits).every(([figure, limit]) => inOrder(figure as BoardFigure, limit)), {
      message: 'A limit for “act now” lies beyond the one for “watch”.',
    }),
  /** Today's calls by quarter-hour. */
  trend: z.boolean().default(true),
  operators: z.boolean().default(true),
  waitingList: z.boolean().default(true),
  /** Names and numbers of those who wait: whoever passes by may read them. */
  callers: z.boolean().default(false),
  /** Runs along the bottom. */
  message: z.string().trim().max(300).default(''),
})
export type Wallboard = z.infer<typeof wallboard>

/** Whether “act now” is worse than “watch”. */
export const inOrder = (figure: BoardFigure, { watch, alarm }: BoardLimit): boolean =>
  lowerIsWorse.has(figure) ? alarm <= watch : alarm >= watch

/** A quarter-hour of one queue's calls, by when they began. */
export const quarterHour = z.object({
  /** Its start, epoch ms. */
  at: z.number(),
  answered: z.int(),
  /** Answered within the queue's service level time. */
  within: z.int(),
  abandoned: z.int(),
  /** Abandoned within the queue's short time. */
  short: z.int(),
  /** Left another way: a message, a callback. */
  otherwise: z.int(),
})
export type QuarterHour = z.infer<typeof quarterHour>
export const quarterMs = 900_000

/** What a board shows now. */
export const boardView = z.object({
  office: z.string(),
  language,
  /** The host's clock, epoch ms. */
  at: z.number(),
  pbxConnected: z.boolean(),
  board: wallboard,
  /** `target`: of the service level, percent. */
  queues: z.array(queueLive.extend({ withinSeconds: z.number(), shortSeconds: z.number(), target: z.number() })),
  operators: z.array(z.object({ name: z.string(), state: operatorState, since: z.number(), reason: z.string().nullable() })),
  waiting: z.array(
    waitingCaller.pick({ callId: true, queueId: true, since: true, position: true, status: true }).extend({
      /** Name or number; null where the board shows none. */
      caller: z.string().nullable(),
    }),
  ),
  /** By queue, oldest first; quarter-hours without calls are left out. */
  trend: z.record(z.string(), z.array(quarterHour)),
})
export type BoardView = z.infer<typeof boardView>
export type BoardQueue = BoardView['queues'][number]
/** What is drawn of it. */
export type BoardShown = Omit<BoardView, 'language' | 'at'>

/** What a view is made of. */
export type BoardSources = {
  operators: readonly OperatorLive[]
  queues: readonly QueueLive[]
  waiting: readonly WaitingCaller[]
  /** Limits of a queue's service, s, and its target, percent. */
  limitsOf(queueId: string): { serviceLevelSeconds: number; shortAbandonSeconds: number; serviceLevelTarget: number } | undefined
}

/** The order in which operators are listed: whoever can take a call first. */
const stateOrder: Record<OperatorLive['state'], number> = {
  available: 0,
  ringing: 1,
  busy: 2,
  wrapUp: 3,
  paused: 4,
  unreachable: 5,
  offline: 6,
}

/** The board's queues by name, operators of them who are logged in by state, and who waits there, longest first. */
export function boardOf(board: Wallboard, sources: BoardSources): Pick<BoardView, 'queues' | 'operators' | 'waiting'> {
  const shown = new Set(board.queues)
  const here = (queueId: string) => shown.size === 0 || shown.has(queueId)
  const queues = sources.queues
    .filter(({ queueId }) => here(queueId))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((queue) => {
      const limits = sources.limitsOf(queue.queueId)
      const { serviceLevelSeconds = 20, shortAbandonSeconds = 5, serviceLevelTarget: target = 80 } = limits ?? {}
      return { ...queue, withinSeconds: serviceLevelSeconds, shortSeconds: shortAbandonSeconds, target }
    })
  const operators = sources.operators
    .filter((operator) => operator.state !== 'offline' && operator.queues.some(here))
    .sort((a, b) => stateOrder[a.state] - stateOrder[b.state] || a.since - b.since)
    .map(({ name, state, since, reason }) => ({ name, state, since, reason }))
  const waiting = sources.waiting
    .filter(({ queueId }) => here(queueId))
    .sort((a, b) => a.since - b.since)
    .map(({ callId, queueId, since, position, status, from, fromName }) => {
      const caller = board.callers ? fromName || from || null : null
      return { callId, queueId, since, position, status, caller }
    })
  return { queues, operators, waiting }
}

export type Level = 'calm' | 'watch' | 'alarm'

/** The rule of a figure for which nobody set a limit. */
function ownLimit(figure: LimitedFigure, queue: BoardQueue): BoardLimit {
  const staff = Math.max(queue.loggedIn, 0.5)
  const rules: Record<LimitedFigure, BoardLimit> = {
    waiting: { watch: 0.5 * staff, alarm: 1.5 * staff },
    longest: { watch: queue.withinSeconds, alarm: 3 * queue.withinSeconds },
    free: { watch: 1, alarm: 0 },
    level: { watch: queue.target, alarm: Math.max(0, queue.target - 20) },
    abandoned: { watch: 5, alarm: 15 },
    asa: { watch: queue.withinSeconds, alarm: 3 * queue.withinSeconds },
  }
  return rules[figure]
}

/** What a figure is now, in its unit (answered: calls); null: nothing to tell. */
export function figureOf(figure: BoardFigure, queue: BoardQueue, now: number): number | null {
  const percent = (share: number | null) => (share === null ? null : share * 100)
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1000)
  const figures: Record<BoardFigure, () => number | null> = {
    waiting: () => queue.waiting,
    longest: () => (queue.longestWaitSince === null ? null : Math.max(0, now - queue.longestWaitSince) / 1000),
    free: () => queue.available,
    level: () => percent(serviceLevel(queue)),
    abandoned: () => percent(abandonRate(queue)),
    asa: () => seconds(averageAnswerMs(queue)),
    answered: () => queue.answered,
  }
  return figures[figure]()
}

/** How a value stands to a limit; at the limit is within it, but of percentages that may not sink, below it. */
export function standing(figure: BoardFigure, value: number, { watch, alarm }: BoardLimit): Level {
  if (figure === 'level') return value < alarm ? 'alarm' : value < watch ? 'watch' : 'calm'
  if (lowerIsWorse.has(figure)) return value <= alarm ? 'alarm' : value <= watch ? 'watch' : 'calm'
  return value >= alarm ? 'alarm' : value >= watch ? 'watch' : 'calm'
}

/** How a figure stands on that board. Nothing to tell is calm; so is that few are free while nobody waits. */
export function levelOf(board: Pick<Wallboard, 'limits'>, figure: BoardFigure, queue: BoardQueue, now: number): Level {
  const value = figureOf(figure, queue, now)
  if (figure === 'answered' || value === null) return 'calm'
  const given = board.limits[figure]
  if (!given && figure === 'waiting' && queue.waiting === 0) return 'calm'
  if (!given && figure === 'free' && queue.waiting === 0 && queue.available > 0) return 'calm'
  return standing(figure, value, given ?? ownLimit(figure, queue))
}
