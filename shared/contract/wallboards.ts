// Wallboards: saved ones, what each shows, and links for screens at which nobody signs in.
import { z } from 'zod'
import { boardView, wallboard } from '../domain/wallboard.ts'
import { agent, byId, done, supervisor } from './base.ts'

const listed = wallboard.extend({ revision: z.string().optional() })

/** A way in for one board. The link itself is in the answer that makes it, once. */
const boardLink = z.object({ id: z.string(), createdAt: z.number(), usedAt: z.number().nullable(), expiresAt: z.number() })

/** The scope of a token that may see that board and nothing else. */
export const boardScope = (boardId: string) => `wallboards.view:${boardId}`

export const wallboards = {
  list: agent.output(z.array(listed)),
  create: supervisor.input(wallboard.partial({ id: true })).output(listed),
  /** CONFLICT when it is at another revision by now. */
  update: supervisor.input(listed).output(listed),
  /** Its links are worth nothing from then on. */
  remove: supervisor.input(byId).output(done.extend({ change: z.int() })),
  /** What it shows now; without an id a board of everything. NOT_FOUND; FORBIDDEN for a link of another board. */
  view: agent.input(z.object({ id: z.string().optional() })).output(boardView),
  /** Its trend alone, for a console that has the rest from the live feed. Errors as of `view`. */
  trend: agent.input(z.object({ id: z.string().optional() })).output(boardView.shape.trend),
  links: supervisor.input(byId).output(z.array(boardLink)),
  /** `address`: the host's own on the network, where the page that asks has none; null where it serves this computer only. */
  link: supervisor.input(byId).output(z.object({ token: z.string(), address: z.string().nullable() })),
  unlink: supervisor.input(z.object({ id: z.string(), linkId: z.string() })).output(done),
}
