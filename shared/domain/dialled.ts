// What is dialled: the one reading of whatever people type, paste, keep in lists and put into links. Either a number, with the keys that
// follow once somebody answers, or a code of the telephone system, or a SIP address, or nothing that may be dialled. Never another number.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type DialledProblem = 'empty' | 'letters' | 'characters' | 'several' | 'tooLong'

export type Dialled =
  /**
   * `number`: digits as written, with a leading `+` where the country code is part of it. `keys`: what is sent once somebody answers, a
   * pause `,` or wait `;` first; empty for none. `spelled`: letters stood for digits, so that the number is shown to the person.
   */
  | { kind: 'number'; number: string; keys: string; spelled: boolean }
  /** Begins with `*` or `#`, or ends with `#`: a code, in which every character counts. */
  | { kind: 'code'; code: string }
  /** A SIP address without its scheme. */
  | { kind: 'address'; uri: string }
  | { kind: 'problem'; problem: DialledProblem }

/** A number of the public network has 15 digits at most (E.164); before a national one stand prefixes of networks and carriers. */
const mostDigits = { international: 15, other: 24 }
const mostKeys = 40
/** Shorter ones are of the house, where a `#` behind the number belongs to a code. */
const fewestPublicDigits = 7

const problem = (why: DialledProblem): Dialled => ({ kind: 'problem', problem: why })

/** Reads what a person, a page or another program gives as a number. `country`: the office's (ISO 3166-1 alpha-2). RFC 3966, RFC 2806. */
export function readDialled(input: string, country = ''): Dialled {
  const lines = input.split(/[\r\n\u2028\u2029]+/).filter((each) => (each.match(/\p{Nd}/gu)?.length ?? 0) >= fewestPublicDigits)
  if (lines.length > 1) return problem('several')
  const written = plainText(input)
  const [, scheme = '', rest = ''] = /^(?:(tel|callto|phone|skype|sips?):(?:\/\/)?)?(.*)$/i.exec(written) ?? []
  const text = scheme ? plainText(decoded(rest)) : written
  const [, enclosed] = scheme === '' ? (/<((?:tel|sips?|callto):[^<>]+)>[^<>]*$/i.exec(text) ?? []) : []
  if (enclosed !== undefined) return readDialled(enclosed, country)
  if (text === '') return problem('empty')
  if (/^sip/i.test(scheme)) return readAddress(text, country)
  return readNumber(scheme ? text.replace(/\?.*$/, '') : text, country)
}

/** The number as one text that is read the same again: keys stand behind it. Codes as they are; `''` for all else. */
export function dialledText(input: string, country = ''): string {
  const read = readDialled(input, country)
  if (read.kind === 'number') return read.number + read.keys
  return read.kind === 'code' ? read.code : ''
}

/** The number alone, or `''` where it is none. */
export function numberOf(input: string, country = ''): string {
  const read = readDialled(input, country)
  return read.kind === 'number' ? read.number : ''
}

// ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Digits of all scripts become ASCII; marks nobody sees are gone; every kind of space and dash is one. */
function plainText(input: string): string {
  return input
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/[\p{Pd}\u2212\u00b7\u30fb]/gu, '-')
    .replace(/[،︐、]/gu, ',')
    .replace(/؛/gu, ';')
    .replace(/[∗⋆✱]/gu, '*')
    .replace(/♯/gu, '#')
    .trim()
}

/** Each script has its ten digits in one row, nought first. */
function asciiDigit(digit: string): string {
  const at = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(at - value - 1))) value++
  return String(value)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign is no encoding; the text is judged as it stands.
    return text
  }
}

// ── SIP addresses ────────────────────────────────────────────────────────────────────────────────────────────────

/** RFC 3261, 19.1.6: the user part is a telephone number where the address says so, or where it is written as one. */
function readAddress(text: string, country: string): Dialled {
  const bare = text.replace(/^<|>$/g, '')
  const [, user = '', host = ''] = /^([^@]*)@?(.*)$/.exec(bare) ?? []
  if (host !== '' && !/;user=phone\b/i.test(host) && !/^[+\d*#][\d*#]*(?:;|$)/.test(user.replace(/[-.() ]/g, '')))
    return /^[^\s@]+@[^\s@]+$/.test(bare) ? { kind: 'address', uri: bare } : problem('characters')
  return readNumber(host === '' ? user.replace(/;(?:user|transport)=[^;]*/gi, '').replace(/\?.*$/, '') : user, country)
}

// ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** What stands before a number on cards and in signatures: “Tel.: 030 …”, “M +49 …”, a picture of a telephone. */
const label =
  /^(?:[\p{So}\s]*\p{So}|\p{L}{1,12}\.?\s*:|(?:tel|fon|phone|telefon|mobil|mobile)\.?(?=[\s+(\d])|[tmpchw]\.?\s+(?=[+(\d]))\s*/iu
const keyText = /^[\d*#,;pwABCD\s.-]*$/i
/** Words for an extension behind a number, as libphonenumber knows them and as our languages write them. */
const extensionWord =
  /\s*(?:[,;]?\s*(?:;ext=|(?<!\p{L})(?:ext?(?:ensi[oó]n?)?|e?xtn|anexo|poste|toestel|nebenstelle|durchwahl|interno?|int|доб)(?!\p{L})\.?:?|(?<!\p{L})x(?=[\s.:]*\d))[\s.:=]*)(.*)$/iu
/** An extension in brackets, “(ext. 12)”. */
const inBrackets = /[([{]\s*((?:\p{L}{1,12}\.?|#)\s*:?\s*\d{1,10}#?)\s*[)\]}]\s*$/u

function readNumber(given: string, country: string): Dialled {
  const labelled = given.replace(label, '').replace(/^['"=\s]+|['"\s]+$/g, '')
  const { text, keys } = splitKeys(withParameters(labelled.replace(inBrackets, ' $1')))
  if (keys === null || keys.length > mostKeys)
    return problem(keys === null && /\p{L}/u.test(text + given) ? 'letters' : 'several')
  // A letter O is what some write for a nought; between letters it is one.
  const body = text.replace(/(?<=[\d+\s])[oO](?=\d)|^[oO](?=\d)|(?<=\d)[oO](?=[\d\s]|$)/g, '0')
  if (/^[*#]/.test(body)) return readCode(body + keys)
  if (/\p{L}/u.test(body)) return keys === '' ? spelledNumber(body, country) : withKeys(spelledNumber(body, country), keys)
  const hash = /^([^*#]*)([*#].*)$/.exec(body)
  if (!hash) return withKeys(digitsOf(body, country), keys)
  return behindNumber(digitsOf(hash[1] ?? '', country), hash[2] ?? '', keys, body)
}

/** `*` or `#` behind a number: keys where the number is one of the public network, else part of a code. */
function behindNumber(before: Dialled, signs: string, keys: string, whole: string): Dialled {
  const own = signs.replace(/[\s().-]/g, '')
  if (before.kind !== 'number' || before.number.replace('+', '').length < fewestPublicDigits) return readCode(whole + keys)
  return /^[\d*#]+$/.test(own) ? withKeys(before, `,${own.replace(/^#(?=\d)/, '')}${keys}`) : problem('characters')
}

const withKeys = (read: Dialled, keys: string): Dialled => (read.kind === 'number' ? { ...read, keys: read.keys + keys } : read)

/** RFC 3966: a local number belongs to the context it names; `postd` are keys; what else is said of it is not dialled. */
function withParameters(text: string): string {
  const [, context = ''] = /;phone-context=(\+[\d().\- ]+)/i.exec(text) ?? []
  const plain = text
    .replace(/;postd=/gi, ',')
    .replace(/;(?!ext=)(?:[a-z][a-z-]*)(?:=[^;]*)?(?=;|$)/gi, (parameter) => (keyText.test(parameter) ? parameter : ''))
  if (context === '' || plain.startsWith('+')) return plain
  const whole = `${context}${plain.replace(/[,;].*$/, '')}`
  return parsePhoneNumberFromString(whole)?.isValid() ? context + plain : plain
}

/** The number, and the keys behind a pause, a wait or a word for an extension; null where those are none. */
function splitKeys(text: string): { text: string; keys: string | null } {
  const extension = extensionWord.exec(text)
  if (extension && /\d/.test(text.slice(0, extension.index)))
    return { text: text.slice(0, extension.index), keys: keysOf(extension[1] ?? '') }
  const pause = /[,;]|(?<=[\d)\s])[pw](?=[\d*#,;pw\s]+$)/i.exec(text)
  if (!pause) return { text, keys: '' }
  return { text: text.slice(0, pause.index), keys: keysOf(text.slice(pause.index)) }
}

/** A pause first, whatever stood there: it is offered once somebody answers. `p` is a pause, `w` a wait. */
function keysOf(text: string): string | null {
  if (!keyText.test(text)) return null
  const keys = text
    .replace(/[\s.-]/g, '')
    .replace(/p/gi, ',')
    .replace(/w/gi, ';')
    .toUpperCase()
    .replace(/^[,;]+/, '')
    .replace(/[,;]+$/, '')
  return keys === '' ? '' : `,${keys}`
}

function readCode(text: string): Dialled {
  const code = text.replace(/[\s().-]/g, '')
  if (/\p{L}/u.test(code)) return problem('letters')
  return /^[\d*#+]{1,40}$/.test(code) ? { kind: 'code', code } : problem('characters')
}

const between = /[\s()[\]{}<>/\\.\-_~|'"“”„‘’:·•⁄∕]/gu

/**
 * Two numbers beside each other, “030901820/0171555010”, or one with the last digits of another, “030 901820/21”. A nought behind a slash is
 * an extension, as in Austria.
 */
export function areSeveral(text: string): boolean {
  const numbers = text.split(/[/|⁄∕\\]/).map((each) => each.replace(/\D/g, ''))
  const whole = (each: string): boolean => each.length >= fewestPublicDigits
  if (numbers.filter(whole).length > 1) return true
  const [last = '', ...before] = numbers.toReversed()
  if (whole(before.join('')) && /^\d{1,3}$/.test(last) && last !== '0') return true
  return text.split(/\s+/).filter((each) => /^[(+0]/.test(each) && whole(each.replace(/\D/g, ''))).length > 1
}

/** A whole number as a spreadsheet writes one with decimals. */
const decimals = /^\s*\+?\d{7,}\.0{1,2}\s*$/

/** Digits and a leading plus; a second plus is a second number. */
function digitsOf(text: string, country: string): Dialled {
  const marked = text.replace(/[([{]\s*0\s*[)\]}]/, '(0)')
  const plain = marked
    .replace(between, '')
    .replace(/^\++/, '+')
    .replace(/^\+00(?=[1-9])/, '+')
  if (/\p{L}/u.test(plain)) return problem('letters')
  if (/\d.*\+/.test(plain) || areSeveral(marked)) return problem('several')
  if (!/^\+?\d+$/.test(plain)) return problem(/\d/.test(plain) ? 'characters' : 'empty')
  // No country code begins with a nought.
  if (plain.startsWith('+0') || decimals.test(text)) return problem('characters')
  const number = trunkPrefixGone(plain, marked.includes('(0)') ? withoutZero(marked) : null, country)
  const most = number.startsWith('+') ? mostDigits.international : mostDigits.other
  return number.replace('+', '').length > most ? problem('tooLong') : { kind: 'number', number, keys: '', spelled: false }
}

const withoutZero = (marked: string): string =>
  marked
    .replace('(0)', '')
    .replace(between, '')
    .replace(/^\++/, '+')
    .replace(/^\+00(?=[1-9])/, '+')

/**
 * The national nought behind a country code, “+49 (0) 30” or “+49 030”, is not dialled, nor what other countries have for it, “+7 (8) 495”;
 * where it is part of the number, as in Italy, it is. The numbering plan knows. `bare`: without the nought in brackets; null where there was none.
 */
function trunkPrefixGone(number: string, bare: string | null, country: string): string {
  const home = isSupportedCountry(country) ? (country as CountryCode) : undefined
  const parsed = (text: string) => parsePhoneNumberFromString(text, home)
  // “(0) 30 …” is a number at home, whose nought is dialled.
  const abroad = number.startsWith('+') || /^(?:00|011)/.test(number)
  if (!abroad) return number
  if (bare !== null)
    return (parsed(bare) ?? parsed(`+${bare.replace(/^\+|^00|^011/, '')}`))?.isValid() || !parsed(number)?.isValid()
      ? bare
      : number
  const found = number.startsWith('+') ? parsed(number) : undefined
  return found?.isValid() && number.endsWith(found.nationalNumber) ? found.number : number
}

// ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────

const keypad = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']
const keyFor = (letter: string): string => String(keypad.findIndex((letters) => letters.includes(letter.toLowerCase())) + 2)

/** Numbers that firms spell, by the kinds a numbering plan has for them; in North America any number may be spelled. */
const spelledTypes: ReadonlySet<string | undefined> = new Set([
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'UAN',
  'VOIP',
])

/** “0800 FLOWERS”: a word behind a number's beginning, where the digits make a number that may be spelled. Anything else is a name, or a slip. */
function spelledNumber(text: string, country: string): Dialled {
  if (!/^[^\p{L}]*\d{2}[^\p{L}]*[a-z][a-z\d\s().-]*$/iu.test(text) || (text.match(/[a-z]/gi)?.length ?? 0) < 3)
    return problem('letters')
  if (!isSupportedCountry(country) && !/^\s*\(?\+/.test(text)) return problem('letters')
  const read = digitsOf(text.replace(/[a-z]/gi, keyFor), country)
  if (read.kind !== 'number') return problem('letters')
  const parsed = parsePhoneNumberFromString(read.number, country as CountryCode)
  const may = parsed?.isValid() && (parsed.countryCallingCode === '1' || spelledTypes.has(parsed.getType()))
  return may ? { ...read, spelled: true } : problem('letters')
}
