// Opening hours as the page paints and says them.
import { describe, expect, test } from 'vitest'
import { paintedWeek, reachedSlots, slotsOf } from '../../../renderer/lib/hours/week.ts'
import { momentWords, nextWords, ruleWords, stateWords } from '../../../renderer/lib/hours/words.ts'
import { setLanguage } from '../../../renderer/lib/i18n/index.ts'
import { days, outlookAt, schedule } from '../../../shared/domain/schedule.ts'

const nine = [{ from: '09:00', to: '17:00' }]
const zone = 'Europe/Berlin'
const shop = schedule.parse({
  timeZone: zone,
  weekly: Object.fromEntries(days.slice(0, 5).map((day) => [day, nine])),
  holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
  exceptions: [{ date: '2026-12-01', name: 'Stocktaking', ranges: [] }],
})
const at = (local: string) => Date.parse(`${local}:00+01:00`)

describe('a week of quarter hours', () => {
  test('a quarter hour painted joins its neighbours, and is taken out of them', () => {
    const painted = paintedWeek({ mon: nine }, 'mon', [68, 69], true, 15)
    expect(painted.mon).toEqual([{ from: '09:00', to: '17:30' }])
    expect(paintedWeek(painted, 'mon', [49, 49], false, 15).mon).toEqual([
      { from: '09:00', to: '12:15' },
      { from: '12:30', to: '17:30' },
    ])
  })
  test('a night stays a night while its evening is painted, and ends with it', () => {
    const night = { fri: [{ from: '20:00', to: '03:00' }] }
    expect(slotsOf(night.fri, 15).size).toBe(16)
    expect(paintedWeek(night, 'fri', [76, 79], true, 15).fri).toEqual([{ from: '19:00', to: '03:00' }])
    expect(paintedWeek(night, 'fri', [92, 95], false, 15).fri).toEqual([{ from: '20:00', to: '23:00' }])
    expect([...reachedSlots(night, 'sat', 15)]).toHaveLength(12)
    expect([...reachedSlots(night, 'fri', 15)]).toEqual([])
  })
})

describe('in words', () => {
  test('the state, its reason and the next change', async () => {
    await setLanguage('en')
    const say = (local: string) => stateWords(outlookAt(shop, at(local)), at(local), zone)
    expect(say('2026-11-30T10:00')).toBe('Open until 17:00')
    expect(say('2026-11-28T10:00')).toBe('Closed, opens Mon 09:00')
    expect(say('2026-12-25T10:00')).toBe('Closed: Christmas Day, opens Mon 09:00')
    expect(say('2026-12-01T10:00')).toBe('Closed: Stocktaking, opens Wed 09:00')
    const outlook = outlookAt(shop, at('2026-12-25T10:00'))
    expect(ruleWords(outlook.rule, at('2026-12-25T10:00'), zone)).toMatch(/^Holiday of .*25.*2026: Christmas Day\.$/)
    expect(nextWords(outlook, at('2026-12-25T10:00'), zone)).toBe('Opens Mon 09:00.')
  })
  test('a moment of another week has its date, of another year that as well', () => {
    expect(momentWords(at('2026-12-20T09:00'), at('2026-11-30T10:00'), zone)).toMatch(/20.* 09:00$/)
    expect(momentWords(at('2027-12-20T09:00'), at('2026-11-30T10:00'), zone)).toMatch(/2027.* 09:00$/)
  })
  test('a switch by hand says until when', () => {
    const until = at('2026-11-30T14:00')
    const outlook = outlookAt(shop, at('2026-11-30T10:00'), { name: 'office', state: 'closed', until })
    expect(stateWords(outlook, at('2026-11-30T10:00'), zone)).toBe('Closed: by hand, opens 14:00')
    expect(ruleWords(outlook.rule, at('2026-11-30T10:00'), zone)).toBe('Switched by hand until 14:00.')
  })
})
