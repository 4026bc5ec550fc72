// Recurrence rules against two others: Python's dateutil for each of 200 generated rules, ical.js for those on which both agree.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRule, TooManyOccurrences } from '../../../shared/calendar/recurrence.ts'
import { datesOfIcal } from '../../fixtures/recurrenceOfIcal.ts'

type Row = { start: string; rule: string; count: number; first: string; last: string; ical: 'same' | 'other' }

const table = JSON.parse(readFileSync(new URL('../../fixtures/recurrence.json', import.meta.url), 'utf8')) as Row[]
const wall = (date: string) => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)))
const until = Date.UTC(2029, 0, 1)

/** The dates of 2026–2028 by our reading. */
function datesOf({ start, rule }: Pick<Row, 'start' | 'rule'>): string[] {
  const end = /UNTIL=(\d{8})/.exec(rule)?.[1]
  const read = readRule(rule, wall(start), end === undefined ? null : wall(end))
  if (typeof read === 'string') throw new Error(read)
  return read
    .before(until)
    .map((at) => new Date(at).toISOString().slice(0, 10).replaceAll('-', ''))
    .filter((date) => date >= '20260101')
}

test('the table has 200 rules, most with days, and ical.js agrees on more than half', () => {
  expect(table).toHaveLength(200)
  expect(table.filter(({ count }) => count > 0).length).toBeGreaterThanOrEqual(180)
  expect(table.filter(({ ical }) => ical === 'same').length).toBeGreaterThan(100)
})

test.each(table)('$start $rule', (row) => {
  const dates = datesOf(row)
  expect({ count: dates.length, first: dates.slice(0, 30).join(' '), last: dates.at(-1) ?? '' }).toEqual({
    count: row.count,
    first: row.first,
    last: row.last,
  })
  if (row.ical === 'same') expect(dates).toEqual(datesOfIcal(row))
})

test.each([
  ['a rule without a frequency', 'INTERVAL=2', 'rule'],
  ['an unknown frequency', 'FREQ=FORTNIGHTLY', 'rule'],
  ['a part that nobody knows', 'FREQ=DAILY;BYMOON=FULL', 'rule'],
  ['another calendar', 'RSCALE=CHINESE;FREQ=YEARLY', 'rule'],
  ['an interval that never moves on', 'FREQ=DAILY;INTERVAL=0', 'rule'],
  ['each minute', 'FREQ=MINUTELY', 'tooOften'],
  ['each second', 'FREQ=SECONDLY;INTERVAL=30', 'tooOften'],
])('%s is refused with its reason', (_, rule, reason) => {
  expect(readRule(rule, wall('20260101'), null)).toBe(reason)
})

test('a rule that names no day comes to an end, and one with too many is not followed', () => {
  const none = readRule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', wall('20260101'), null)
  expect(typeof none === 'string' ? none : none.before(until)).toEqual([])
  const many = readRule('FREQ=HOURLY', wall('19000101'), null)
  expect(() => (typeof many === 'string' ? [] : many.before(until))).toThrow(TooManyOccurrences)
})
