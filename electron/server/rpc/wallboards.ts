// Wallboards: saved by supervisors, read by everybody who is signed in, and by screens with a link for one of them.
import { boardScope } from '../../../shared/contract/wallboards.ts'
import { startOfDay } from '../../../shared/domain/days.ts'
import { type BoardView, boardOf, type Wallboard, wallboard } from '../../../shared/domain/wallboard.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { changes, type RecordKindOf } from './changes.ts'
import { type Guarded, isScopeOf } from './guard.ts'
import { found, ok } from './mine.ts'
import { withId } from './recordProcedures.ts'
import { servedBy } from './servedHttps.ts'

/** A trend is counted anew after so long, ms. */
const trendMs = 30_000
/** A link is worth something for so long. */
const linkDays = 730

type Deps = Uses<
  'ask' | 'engine' | 'config' | 'configChanged' | 'clock' | 'log' | 'certificate',
  'office' | 'audit' | 'apiTokens'
>

export const wallboardProcedures = (os: Guarded, deps: Deps) => {
  const { office, apiTokens, audit } = deps.store
  const kind: RecordKindOf<Wallboard> = { kind: 'wallboard', records: office.wallboards, key: 'id', named: true }
  const boards = withId(changes(deps), kind)
  const trend = trendOf(deps)
  const linksOf = (id: string) => apiTokens.list().filter(({ scopes }) => scopes.includes(boardScope(id)))
  const boardOfId = (id: string | undefined) =>
    id === undefined ? everything : found(office.wallboards.get(id), 'There is no such board.')
  const w = os.wallboards
  return w.router({
    list: w.list.handler(boards.list),
    create: w.create.handler(boards.create),
    update: w.update.handler(boards.update),
    remove: w.remove.handler(async (asked) => {
      const removed = await boards.remove(asked)
      for (const { id } of linksOf(asked.input.id)) apiTokens.revoke(id)
      return removed
    }),
    view: w.view.handler(async ({ input: { id }, context }) => {
      if (!isScopeOf(context.user, 'wallboards.view', id)) throw new EngineError('FORBIDDEN', 'This link is for another board.')
      const view = viewOf(deps, boardOfId(id))
      return { ...view, trend: view.board.trend ? await trend(view.queues) : {} }
    }),
    trend: w.trend.handler(({ input: { id } }) => {
      const { board, queues } = viewOf(deps, boardOfId(id))
      return board.trend ? trend(queues) : {}
    }),
    links: w.links.handler(({ input }) =>
      linksOf(input.id).map(({ id, createdAt, usedAt, expiresAt }) => ({ id, createdAt, usedAt, expiresAt })),
    ),
    link: w.link.handler(async ({ input, context }) => {
      const board = found(office.wallboards.get(input.id), 'There is no such board.')
      const token = { name: board.name, role: 'agent' as const, by: context.user.id, days: linkDays }
      const made = apiTokens.create({ ...token, scopes: [boardScope(board.id)] })
      audit.add({ userId: context.user.id, action: 'token.create', target: made.id, detail: `${board.name}, wallboard` })
      return { token: made.token, address: (await servedBy(deps.certificate))?.address ?? null }
    }),
    unlink: w.unlink.handler(({ input, context }) => {
      const link = found(linksOf(input.id).find(({ id }) => id === input.linkId) ?? null, 'There is no such link.')
      apiTokens.revoke(link.id)
      audit.add({ userId: context.user.id, action: 'token.revoke', target: link.id })
      return ok
    }),
  })
}

/** The board that is there before anybody has made one. */
const everything = wallboard.parse({ id: 'all', name: '-' })

/** What the office does now, as that board shows it. */
function viewOf(deps: Pick<Deps, 'engine' | 'config' | 'clock'>, board: Wallboard): Omit<BoardView, 'trend'> {
  const { settings, queues } = deps.config()
  let shown: Pick<BoardView, 'queues' | 'operators' | 'waiting'> = { queues: [], operators: [], waiting: [] }
  const stop = deps.engine.live.follow({}, (event) => {
    if (event.type === 'snapshot') shown = boardOf(board, { ...event.snapshot, limitsOf: (id) => queues.get(id) })
  })
  stop()
  const { name, language } = settings
  return { office: name, language, at: deps.clock.now(), pbxConnected: deps.engine.connected, board, ...shown }
}

/** Today's calls of those queues by quarter-hour; many screens ask for the same, which is counted once. Empty while it cannot be counted. */
function trendOf(deps: Pick<Deps, 'ask' | 'config' | 'clock' | 'log'>) {
  const counted = new Map<string, { at: number; quarters: Promise<BoardView['trend']> }>()
  return (queues: BoardView['queues']): Promise<BoardView['trend']> => {
    const now = deps.clock.now()
    const from = startOfDay(now, deps.config().settings.timeZone)
    const limits = queues.map(({ queueId, withinSeconds, shortSeconds }) => ({
      queueId,
      withinMs: withinSeconds * 1000,
      shortMs: shortSeconds * 1000,
    }))
    const key = JSON.stringify([from, limits])
    const known = counted.get(key)
    if (known && now - known.at < trendMs) return known.quarters
    for (const [each, { at }] of counted) if (now - at >= trendMs) counted.delete(each)
    const quarters = deps.ask('quarterHours', { from, until: now + 1, queues: limits }).catch((error: unknown) => {
      deps.log.warn('the trend of a wallboard could not be counted', { error: String(error) })
      return {}
    })
    counted.set(key, { at: now, quarters })
    return quarters
  }
}
