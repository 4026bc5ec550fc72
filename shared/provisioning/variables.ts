// What a template’s variables are for one phone.
import { offsetText, posixZone, type ZoneChange, zoneRule } from './zoneRule.ts'

export type PhoneTransport = 'udp' | 'tcp' | 'tls'

/** A key with a lamp: what it watches and dials. */
export type PhoneKey = { value: string; label: string }

/** All that a phone is told. */
export type PhoneFacts = {
  user: string
  password: string
  /** SIP's. */
  realm: string
  /** Where it registers. */
  server: string
  port: number
  transport: PhoneTransport
  /** Of its person. */
  name: string
  extension: string
  /** ISO 639-1. */
  language: string
  /** IANA. */
  timeZone: string
  /** For the rule of its zone. */
  year: number
  ntp: string
  keys: PhoneKey[]
  /** Where it finds its settings the next time: an address that ends in `/`; and its file there. */
  folder: string
  file: string
  /** Whether everybody knows the issuer of the host’s certificate. */
  trusted: boolean
}

/** Nothing that ends a line or a document may come from a name. */
const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ').trim()

/** All of them, by their names. */
export function variablesOf(facts: PhoneFacts): Map<string, string> {
  const { folder, file } = facts
  const address = new URL(folder)
  const rule = zoneRule(facts.timeZone, facts.year)
  const { standardMinutes, daylight } = rule
  const values: Record<string, string> = {
    user: facts.user,
    password: facts.password,
    realm: facts.realm,
    server: facts.server,
    port: String(facts.port),
    transport: facts.transport,
    srtp: facts.transport === 'tls' ? 'on' : 'off',
    // It stands in quotes in some files.
    name: facts.name.replace(/["<>\\]/g, ' '),
    extension: facts.extension,
    language: facts.language,
    ntp: facts.ntp,
    trusted: facts.trusted ? 'yes' : 'no',
    folder,
    folderHost: address.host,
    folderPath: address.pathname.replace(/^\//, ''),
    folderBare: `${address.host}${address.pathname.replace(/\/$/, '')}`,
    file,
    offset: offsetText(standardMinutes),
    offsetHours: hoursOf(standardMinutes),
    offsetQuarters: String(standardMinutes / 15),
    offsetSeconds: String(standardMinutes * 60),
    posixZone: posixZone(rule),
    daylight: daylight ? 'on' : 'off',
    daylightMinutes: String(daylight?.addMinutes ?? 0),
    daylightSeconds: String((daylight?.addMinutes ?? 0) * 60),
    daylightSaveClock: offsetText(daylight?.addMinutes ?? 0).replace(/^\+0?(\d+):0?(\d+)$/, '$1:$2:0'),
    ...(daylight ? { ...changeVariables('start', daylight.start), ...changeVariables('end', daylight.end) } : {}),
  }
  return new Map(Object.entries(values).map(([name, value]) => [name, plain(value)]))
}

/** `+1`, `+5:30`, `0`. */
const hoursOf = (minutes: number): string =>
  minutes === 0
    ? '0'
    : offsetText(minutes)
        .replace(/^([+-])0?(\d+):00$/, '$1$2')
        .replace(/^([+-])0(\d):/, '$1$2:')

function changeVariables(of: 'start' | 'end', { month, week, weekday, hour, minute }: ZoneChange): Record<string, string> {
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    [`${of}Month`]: String(month),
    [`${of}Month2`]: two(month),
    [`${of}Week`]: String(week),
    [`${of}Week2`]: two(week),
    /** The first day of that week of the month; -1: the last such day of the month. */
    [`${of}Day`]: week === 5 ? '-1' : String(1 + (week - 1) * 7),
    /** 1 Monday to 7 Sunday, and 0 Sunday to 6. */
    [`${of}Weekday`]: String(weekday),
    [`${of}Weekday2`]: two(weekday),
    [`${of}Weekday0`]: String(weekday % 7),
    [`${of}Hour`]: String(hour),
    [`${of}Clock`]: `${two(hour)}:${two(minute)}:00`,
    [`${of}ShortClock`]: `${hour}:${minute}:0`,
  }
}
