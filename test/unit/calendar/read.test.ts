// Calendar files as programs write them, and the closed days that come out of them. The office is in Berlin; today is Saturday, 28 November 2026.
import { describe, expect, test } from 'vitest'
import { readCalendar } from '../../../shared/calendar/read.ts'

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
const calendar = (...parts: string[]) => ['BEGIN:VCALENDAR', ...parts, 'END:VCALENDAR', ''].join('\r\n')
const read = (text: string, today = '2026-11-28', timeZone = 'Europe/Berlin') => readCalendar(text, { timeZone, today })
const daysIn = (text: string, today = '2026-01-01') => read(text, today).days
const dates = (...parts: string[]) => read(calendar(...parts)).days.map(({ date }) => date)
const reasons = (...parts: string[]) => read(calendar(...parts)).notTaken.map(({ reason }) => reason)

describe('an .ics file', () => {
  test('all-day events become holidays: dated, yearly, of several days, with folded and escaped names', () => {
    const ics = calendar(
      event('DTSTART;VALUE=DATE:20260403', 'SUMMARY:Good Friday'),
      event('DTSTART;VALUE=DATE:20261003', 'DTEND;VALUE=DATE:20261004', 'RRULE:FREQ=YEARLY', 'SUMMARY:Unity\\, Day'),
      event('SUMMARY:Works', '  holidays', 'DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102'),
      event('DTSTART;TZID=Europe/Berlin:20260501T090000', 'SUMMARY:A meeting'),
      event('DTSTART;VALUE=DATE:20261399', 'SUMMARY:No such day'),
    )
    expect(daysIn(ics)).toEqual([
      { date: '2026-04-03', name: 'Good Friday' },
      { date: '10-03', name: 'Unity, Day' },
      { date: '2026-12-30', name: 'Works holidays' },
      { date: '2026-12-31', name: 'Works holidays' },
      { date: '2027-01-01', name: 'Works holidays' },
    ])
  })
  test('what is no calendar has none', () => {
    expect(daysIn('')).toEqual([])
    expect(daysIn('BEGIN:VEVENT\nDTSTART')).toEqual([])
  })
})

const zoneOfItsOwn = [
  'BEGIN:VTIMEZONE',
  'TZID:Works time',
  'BEGIN:STANDARD',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
].join('\r\n')

describe('whole days', () => {
  test.each([
    [
      'with times in an IANA zone',
      ['DTSTART;TZID=Europe/Berlin:20261224T000000', 'DTEND;TZID=Europe/Berlin:20261225T000000'],
      ['2026-12-24'],
    ],
    [
      'with times in a Windows zone, quoted',
      ['DTSTART;TZID="W. Europe Standard Time":20261224T000000', 'DTEND;TZID="W. Europe Standard Time":20261225T000000'],
      ['2026-12-24'],
    ],
    [
      'with times in a zone with a program’s prefix',
      ['DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261224T000000', 'DURATION:P1D'],
      ['2026-12-24'],
    ],
    [
      'with times in a zone that nobody knows',
      ['DTSTART;TZID=Customized Time Zone:20261224T000000', 'DURATION:P2D'],
      ['2026-12-24', '2026-12-25'],
    ],
    ['with floating times', ['DTSTART:20261224T000000', 'DTEND:20261226T000000'], ['2026-12-24', '2026-12-25']],
    [
      'that end a minute or a second before midnight',
      ['DTSTART:20261224T000000', 'DTEND:20261225T235900'],
      ['2026-12-24', '2026-12-25'],
    ],
    ['in UTC, midnight at the office', ['DTSTART:20261223T230000Z', 'DTEND:20261224T230000Z'], ['2026-12-24']],
    ['in UTC, midnight in UTC', ['DTSTART:20261224T000000Z', 'DTEND:20261226T000000Z'], ['2026-12-24', '2026-12-25']],
    [
      'over the end of summer time',
      ['DTSTART;TZID=Europe/Berlin:20271030T000000', 'DTEND;TZID=Europe/Berlin:20271101T000000'],
      ['2027-10-30', '2027-10-31'],
    ],
    ['in another zone’s midnight', ['DTSTART;TZID=Europe/London:20261223T230000', 'DURATION:PT24H'], ['2026-12-24']],
    [
      'by Outlook’s mark',
      ['DTSTART:20261224T080000', 'DTEND:20261224T180000', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE'],
      ['2026-12-24'],
    ],
    [
      'by a duration of weeks',
      ['DTSTART;VALUE=DATE:20261224', 'DURATION:P1W'],
      Array.from({ length: 7 }, (_, i) => `2026-12-${24 + i}`),
    ],
    ['that does not say it is a date', ['DTSTART:20261224'], ['2026-12-24']],
    ['in a series in small letters', ['DTSTART;VALUE=DATE:20261224', 'RRULE:freq=daily;count=2;'], ['2026-12-24', '2026-12-25']],
    ['without an end', ['DTSTART;VALUE=DATE:20261224'], ['2026-12-24']],
    ['with an end on the day itself', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261224'], ['2026-12-24']],
    ['shown as free, as public holidays are', ['DTSTART;VALUE=DATE:20261224', 'TRANSP:TRANSPARENT'], ['2026-12-24']],
    ['within a long weekend', ['DTSTART:20261218T180000', 'DTEND:20261221T080000'], ['2026-12-19', '2026-12-20']],
  ])('%s', (_, lines, expected) => {
    expect(dates(event(...lines))).toEqual(expected)
  })

  test('in a zone that the calendar defines', () => {
    const moved = event('DTSTART;TZID=Works time:20270626T000000', 'DTEND;TZID=Works time:20270628T000000')
    expect(dates(zoneOfItsOwn, moved)).toEqual(['2027-06-26', '2027-06-27'])
    expect(dates(zoneOfItsOwn, event('DTSTART;TZID=Works time:20270625T180000', 'DURATION:P1DT12H'))).toEqual(['2027-06-26'])
  })

  test('in UTC with the zone of the calendar', () => {
    expect(dates('X-WR-TIMEZONE:America/New_York', event('DTSTART:20261224T050000Z', 'DTEND:20261225T050000Z'))).toEqual([
      '2026-12-24',
    ])
  })
})

describe('series', () => {
  const day = (...lines: string[]) => event('UID:1', 'DTSTART;VALUE=DATE:20261204', 'SUMMARY:Off', ...lines)

  test('exceptions, additions, and both written in other ways', () => {
    expect(dates(day('RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;VALUE=DATE:20261211,20261218', 'RDATE;VALUE=DATE:20261215'))).toEqual([
      '2026-12-04',
      '2026-12-15',
      '2026-12-25',
    ])
    expect(
      dates(
        event(
          'DTSTART;TZID=Europe/Berlin:20261204T000000',
          'DURATION:P1D',
          'RRULE:FREQ=WEEKLY;COUNT=3',
          'EXDATE:20261210T230000Z',
          'EXDATE;VALUE=DATE:20261218',
        ),
      ),
    ).toEqual(['2026-12-04'])
    expect(dates(event('DTSTART:20261204T000000', 'DURATION:P1D', 'RDATE;VALUE=PERIOD:20270104T000000/P2D'))).toEqual([
      '2026-12-04',
      '2027-01-04',
      '2027-01-05',
    ])
    expect(dates(day('RRULE:FREQ=DAILY;COUNT=4', 'EXRULE:FREQ=DAILY;INTERVAL=2'))).toEqual(['2026-12-05', '2026-12-07'])
  })

  test('one occurrence moved, one cancelled, and all from one on moved or cancelled', () => {
    const weekly = day('RRULE:FREQ=WEEKLY;COUNT=5')
    const moved = event('UID:1', 'RECURRENCE-ID;VALUE=DATE:20261211', 'DTSTART;VALUE=DATE:20261214')
    const cancelled = event('UID:1', 'RECURRENCE-ID;VALUE=DATE:20261218', 'DTSTART;VALUE=DATE:20261218', 'STATUS:CANCELLED')
    expect(dates(weekly, moved, cancelled).toSorted()).toEqual(['2026-12-04', '2026-12-14', '2026-12-25', '2027-01-01'])
    const later = event('UID:1', 'RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20261218', 'DTSTART;VALUE=DATE:20261219')
    expect(dates(weekly, later)).toEqual(['2026-12-04', '2026-12-11', '2026-12-19', '2026-12-26', '2027-01-02'])
    expect(dates(weekly, later.replace('SUMMARY', 'X-A').replace('END:VEVENT', 'STATUS:CANCELLED\r\nEND:VEVENT'))).toEqual([
      '2026-12-04',
      '2026-12-11',
    ])
  })

  test('an exception whose series is not in the file stands alone; a newer version takes the place of an older', () => {
    expect(dates(event('UID:9', 'RECURRENCE-ID;VALUE=DATE:20261211', 'DTSTART;VALUE=DATE:20261214'))).toEqual(['2026-12-14'])
    const versions = [
      event('UID:2', 'SEQUENCE:0', 'DTSTART;VALUE=DATE:20261224'),
      event('UID:2', 'SEQUENCE:1', 'DTSTART;VALUE=DATE:20261228'),
    ]
    expect(dates(...versions)).toEqual(['2026-12-28'])
    expect(reasons(...versions)).toEqual(['superseded'])
  })

  test('an end in UTC is an end on the clocks of the series', () => {
    const until = (text: string) =>
      dates(event('DTSTART;TZID=Europe/Berlin:20261204T000000', 'DURATION:P1D', `RRULE:FREQ=WEEKLY;UNTIL=${text}`)).length
    expect([until('20261217T225959Z'), until('20261217T230000Z'), until('20261218'), until('20261218T000000')]).toEqual([
      2, 3, 3, 3,
    ])
  })

  test('a holiday that moves is written out for three years, and its series is stored to go on', () => {
    const thanksgiving = read(
      calendar(event('UID:3', 'DTSTART;VALUE=DATE:20001123', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'SUMMARY:Thanks')),
    )
    expect(thanksgiving.days.map(({ date }) => date)).toEqual(['2027-11-25', '2028-11-23', '2029-11-22'])
    expect(thanksgiving.until).toBe('2029-11-28')
    const later = read(thanksgiving.series, '2028-12-01')
    expect(later.days).toEqual(['2029-11-22', '2030-11-28', '2031-11-27'].map((date) => ({ date, name: 'Thanks' })))
    expect(read(later.series, '2031-12-01').days).toHaveLength(3)
  })

  test('a holiday on its date each year needs no end; one that begins later is none before', () => {
    expect(read(calendar(event('DTSTART;VALUE=DATE:19491003', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=3'))).days).toEqual([
      { date: '10-03', name: '' },
    ])
    expect(dates(event('DTSTART;VALUE=DATE:20280301', 'RRULE:FREQ=YEARLY'))).toEqual(['2028-03-01', '2029-03-01'])
    expect(dates(event('DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'))).toEqual(['2028-02-29'])
    expect(dates(event('DTSTART;VALUE=DATE:20201003', 'RRULE:FREQ=YEARLY;INTERVAL=2'))).toEqual(['2028-10-03'])
  })
})

describe('what is not taken', () => {
  test.each([
    ['a part of a day', ['DTSTART:20261224T090000', 'DTEND:20261224T170000'], 'partOfDay'],
    ['a point in time', ['DTSTART:20261224T000000'], 'partOfDay'],
    ['a meeting each week', ['DTSTART:20261224T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'], 'partOfDay'],
    ['the ends of a long weekend', ['DTSTART:20261218T180000', 'DTEND:20261221T080000'], 'wholeDaysOnly'],
    ['a cancelled event', ['DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED'], 'cancelled'],
    ['a series that is over', ['DTSTART;VALUE=DATE:20101224', 'RRULE:FREQ=YEARLY;UNTIL=20201224'], 'ended'],
    ['a series that was over after some times', ['DTSTART;VALUE=DATE:20101224', 'RRULE:FREQ=YEARLY;COUNT=3'], 'ended'],
    ['an event of years ago', ['DTSTART;VALUE=DATE:20101224'], 'ended'],
    ['an event of several years', ['DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:20300101'], 'tooLong'],
    ['an end before its start', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261223'], 'endsBeforeStart'],
    ['a date that does not exist', ['DTSTART;VALUE=DATE:20270230'], 'noSuchDate'],
    ['an event without a start', ['SUMMARY:When?'], 'noStart'],
    ['a rule with a part that nobody knows', ['DTSTART;VALUE=DATE:20261224', 'RRULE:FREQ=YEARLY;BYEASTER=1'], 'rule'],
    ['a rule of seconds', ['DTSTART;VALUE=DATE:20261224', 'RRULE:FREQ=SECONDLY'], 'tooOften'],
    ['hours in a zone that nobody knows', ['DTSTART;TZID=Nowhere:20261224T180000', 'DURATION:P2D'], 'zone'],
  ])('%s', (_, lines, reason) => {
    expect(reasons(event(...lines))).toEqual([reason])
  })

  test('a calendar that takes its events back', () => {
    const text = calendar('METHOD:CANCEL', event('UID:a', 'DTSTART;VALUE=DATE:20261224'), event('DTSTART;VALUE=DATE:20261225'))
    const { days, notTaken } = read(text)
    expect([days, notTaken.map(({ reason }) => reason)]).toEqual([[], ['cancelled', 'cancelled']])
  })

  test('a name behind parameters that hold colons', () => {
    const quoted = event('SUMMARY;ALTREP="https://a.example:81/x;y";LANGUAGE=de:Heilig\\, Abend', 'DTSTART;VALUE=DATE:20261224')
    expect(read(calendar(quoted)).days).toEqual([{ date: '2026-12-24', name: 'Heilig, Abend' }])
  })

  test('is listed with its line and name, and the rest is taken', () => {
    const text = calendar(
      'METHOD:PUBLISH',
      event('UID:a', 'SUMMARY:Team\\, weekly', 'DTSTART:20261224T090000', 'DURATION:PT1H'),
      'BEGIN:VTODO\r\nSUMMARY:Buy tea\r\nEND:VTODO',
      event(
        'SUMMARY:Closed',
        'DESCRIPTION:a long',
        '  text',
        'DTSTART;VALUE=DATE:20261224',
        'BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nEND:VALARM',
      ),
      event('RRULE:FREQ=NEVER', 'DTSTART;VALUE=DATE:20261225', 'SUMMARY:Broken'),
    )
    const { days, notTaken } = read(text)
    expect(days).toEqual([{ date: '2026-12-24', name: 'Closed' }])
    expect(notTaken.map(({ line, name }) => `${line} ${name}`)).toEqual(['3 Team, weekly', '9 Buy tea', '21 Broken'])
    expect(read(text.replaceAll('\r\n', '\n')).notTaken).toEqual(notTaken)
    expect(read(text.replaceAll('\r\n', '\r')).notTaken).toEqual(notTaken)
  })

  test('a hostile calendar ends in time: rules without days, from the year 1, thousands of them, and no time left', () => {
    const hostile = Array.from({ length: 300 }, (_, at) =>
      event(`UID:${at}`, 'DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
    )
    const started = performance.now()
    const options = { timeZone: 'Europe/Berlin', today: '2026-11-28' }
    const bounded = readCalendar(calendar(...hostile), { ...options, expired: () => performance.now() > started + 500 })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(bounded.days).toEqual([])
    expect(bounded.notTaken).toHaveLength(300)
    const expired = readCalendar(calendar(...hostile), { ...options, expired: () => true })
    expect(expired.notTaken).toHaveLength(300)
    expect(read(calendar(event('DTSTART;VALUE=DATE:00010101', 'RRULE:FREQ=HOURLY'))).notTaken).toHaveLength(1)
  })
})
