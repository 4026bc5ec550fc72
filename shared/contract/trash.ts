// What was removed by hand: 30 days long it can be brought back.
import { z } from 'zod'
import { trashItem } from '../domain/trash.ts'
import { done, supervisor } from './base.ts'

export const trash = {
  /** Newest first; flows and prompts for admins only. */
  list: supervisor.output(z.array(trashItem)),
  /** CONFLICT when its place is taken by now. */
  restore: supervisor.input(z.object({ id: z.int() })).output(done),
}
