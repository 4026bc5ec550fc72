// A page of the history, the place where the next one begins, and how long one may take.
import { z } from 'zod'
import type { CallRecord } from '../../../../shared/domain/calls.ts'
import { StoreError } from '../errors.ts'

/** A page is `limit` calls long, or shorter where the search was cut off in time: only `next` says whether there is more. */
export type CallPage = {
  calls: CallRecord[]
  next: string | null
  /** How many there are, counted up to `countedAtMost`, without test calls. */
  total: number
  /** Test calls beside them, among what was counted. */
  tests: number
  /** There may be more than `total`. */
  totalIsMinimum: boolean
}

export const countedAtMost = 1000

/** Where a page ends: by the time the call started, or by its number in the order in which calls were written. */
export type Place = { by: 'time'; at: number; id: string } | { by: 'serial'; serial: number }

export type TimePlace = Extract<Place, { by: 'time' }>

const place = z.discriminatedUnion('by', [
  z.object({ by: z.literal('time'), at: z.number(), id: z.string() }),
  z.object({ by: z.literal('serial'), serial: z.number() }),
])

export const writeCursor = (end: Place): string => Buffer.from(JSON.stringify(end)).toString('base64url')

/** Throws StoreError CONFLICT for what is no cursor. */
export function readCursor(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (error) {
    throw new StoreError('CONFLICT', 'That is not the end of a page.', error)
  }
}

/** Says between two steps of a search whether its time is over; throws when whoever asked has gone. */
export type Budget = { over(): boolean }

export const unlimited: Budget = { over: () => false }
