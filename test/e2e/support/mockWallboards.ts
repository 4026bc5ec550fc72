// Wallboards of the mocked office: kept while it stands, with a day's calls to draw.
import {
  type BoardView,
  boardOf,
  type QuarterHour,
  quarterMs,
  type Wallboard,
  wallboard,
} from '../../../shared/domain/wallboard.ts'
import type { MockOffice, Os } from './mockOffice.ts'
import * as sample from './sampleOffice.ts'

/** A morning that swells and ebbs. */
function dayOf(now: number, seed: number): QuarterHour[] {
  const last = Math.floor(now / quarterMs)
  return Array.from({ length: 30 }, (_, quarter) => {
    const answered = Math.round(6 + 5 * Math.sin((quarter + seed) / 4) + ((quarter * 7 + seed) % 3))
    const abandoned = (quarter * 5 + seed) % 4 === 0 ? 1 + (quarter % 3) : 0
    return {
      at: (last - 29 + quarter) * quarterMs,
      answered,
      within: answered,
      abandoned,
      short: 0,
      otherwise: quarter % 6 === 0 ? 1 : 0,
    }
  })
}

/** What a board shows of that office now. */
export function mockBoardView(office: MockOffice, board: Wallboard = wallboard.parse({ id: 'all', name: '-' })): BoardView {
  const at = Date.now()
  const shown = boardOf(board, { ...office.live, limitsOf: (id) => sample.queues.find((queue) => queue.id === id) })
  const trend = Object.fromEntries(shown.queues.map(({ queueId }, index) => [queueId, dayOf(at, index * 3)]))
  return { office: sample.office.name, language: 'en', at, pbxConnected: true, board, trend, ...shown }
}

export function mockWallboards(os: Os, office: MockOffice) {
  const boards = new Map<string, Wallboard>()
  const save = (board: Wallboard) => {
    boards.set(board.id, board)
    return board
  }
  const w = os.wallboards
  return {
    list: w.list.handler(() => [...boards.values()]),
    create: w.create.handler(({ input }) => save({ ...input, id: input.id ?? `wallboard-${boards.size + 1}` })),
    update: w.update.handler(({ input }) => save(input)),
    remove: w.remove.handler(({ input }) => {
      boards.delete(input.id)
      return { ok: true as const, change: 1 }
    }),
    view: w.view.handler(({ input }) => mockBoardView(office, boards.get(input.id ?? ''))),
    trend: w.trend.handler(({ input }) => mockBoardView(office, boards.get(input.id ?? '')).trend),
    links: w.links.handler(() => [{ id: 'l1', createdAt: Date.now() - 86_400_000, usedAt: null, expiresAt: Date.now() + 1e10 }]),
    link: w.link.handler(() => ({ token: 'cbt_mock', address: null })),
    unlink: w.unlink.handler(() => ({ ok: true as const })),
  }
}
