// A call-action document, read and judged: every problem has one of 8x8's error codes (docs/spec/call-actions.md).
import { z } from 'zod'
import { profileOf } from '../../../../shared/domain/voices.ts'
import { type ProblemCode, refusals } from './codes.ts'

/** `message` as 8x8 words it, which of -1009 alone says where; `detail` for the backend's developers. */
export type DocumentProblem = { code: ProblemCode; message: string; detail: string }

/** What a document is judged by. */
export type Judging = {
  /** A webhook's answer may be empty; a request of the API begins with makeCall. */
  from: 'webhook' | 'api'
  /** Epoch ms. */
  now: number
  /** Voices that the office has chosen for profiles; their names are known, too. */
  profiles: Readonly<Record<string, string>>
}

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

class Refused extends Error {
  readonly code: ProblemCode
  constructor(code: ProblemCode, detail: string) {
    super(detail)
    this.code = code
  }
}

const problem = (code: ProblemCode, detail: string): DocumentProblem => {
  const message = code === -1009 || code === -1007 ? `${refusals[code]} ${detail}` : refusals[code]
  return { code, message, detail }
}

/** Reads one action's params; null counts as absent, unknown ones are let be. */
class Params {
  private readonly params: Fields
  private readonly path: string
  private readonly judging: Judging
  constructor(params: Fields, path: string, judging: Judging) {
    this.params = params
    this.path = path
    this.judging = judging
  }
  private get(name: string): unknown {
    return this.params[name] ?? undefined
  }
  at(name: string): string {
    return `${this.path}.${name}`
  }
  text(name: string, most = 3000): string {
    const value = this.optionalText(name, most)
    if (value === null || value.trim() === '') throw new Refused(-1009, missing(this.at(name)))
    return value
  }
  /** Text to be spoken. */
  spoken(name: string): string {
    return sayable(this.text(name), this.at(name))
  }
  optionalSpoken(name: string): string | null {
    const value = this.optionalText(name)
    return value === null ? null : sayable(value, this.at(name))
  }
  optionalText(name: string, most = 3000): string | null {
    const value = this.get(name)
    if (value === undefined) return null
    if (typeof value !== 'string') throw new Refused(-1009, `${this.at(name)}: is not text`)
    if (value.length > most) throw new Refused(-1009, `${this.at(name)}: is longer than ${most} characters`)
    return value
  }
  /** `code`: what a number that will not do counts as. */
  number(
    name: string,
    least: number,
    most: number,
    { whole = true, code = -1009 }: { whole?: boolean; code?: ProblemCode } = {},
  ): number | null {
    const value = this.get(name)
    if (value === undefined) return null
    if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
      throw new Refused(code, `${this.at(name)}: is not a ${whole ? 'whole ' : ''}number`)
    if (value < least || value > most) throw new Refused(code, `${this.at(name)}: is not from ${least} to ${most}`)
    return value
  }
  flag(name: string, otherwise: boolean): boolean {
    const value = this.get(name)
    if (value === undefined) return otherwise
    if (typeof value !== 'boolean') throw new Refused(-1009, `${this.at(name)}: is not true or false`)
    return value
  }
  profile(): string {
    const name = this.text('voiceProfile', 100)
    if (!profileOf(name) && !Object.hasOwn(this.judging.profiles, name))
      throw new Refused(-1002, `${this.at('voiceProfile')}: there is no voice profile “${name}”`)
    return name
  }
  source(): string {
    return this.telephone('source') ?? refuse(-1014, `${this.at('source')}: is no telephone number`)
  }
  destination(): string {
    const path = this.at('destination')
    const many = this.params.destination
    if (Array.isArray(many) && many.length > 1) throw new Refused(-1011, `${path}: is a list`)
    if (typeof many === 'string' && /\d[\s+]*[,;|][\s+]*\d/.test(many)) throw new Refused(-1011, `${path}: are several numbers`)
    return this.telephone('destination') ?? refuse(-1017, `${path}: is no telephone number`)
  }
  /** Null for what is none. */
  private telephone(name: string): string | null {
    const number = this.text(name, 40).replace(/[\s()-]/g, '')
    return /^\+?\d{2,15}$/.test(number) ? number : null
  }
}

const refuse = (code: ProblemCode, detail: string): never => {
  throw new Refused(code, detail)
}
const missing = (path: string) => `${path}: is missing but it is required`

/** Control characters, and halves of characters: no voice can say them. */
const unsayable = /[^\P{Cc}\t\n\r]|\p{Cs}/u
const sayable = (text: string, path: string): string =>
  unsayable.test(text) ? refuse(-1016, `${path}: has control characters`) : text

const longestMs = 300_000

function makeCall(p: Params) {
  return {
    source: p.source(),
    destination: p.destination(),
    callRecording: p.flag('callRecording', false),
  }
}
function say(p: Params) {
  return {
    text: p.spoken('text'),
    voiceProfile: p.profile(),
    repetition: p.number('repetition', 1, 3) ?? 1,
    speed: p.number('speed', 0.5, 2, { whole: false }) ?? 1,
  }
}
function playFile(p: Params) {
  const fileUrl = p.text('fileUrl', 2000)
  if (!/^https?:\/\/\S+$/i.test(fileUrl)) throw new Refused(-1009, `${p.at('fileUrl')}: is no http or https address`)
  return { fileUrl, repetition: p.number('repetition', 1, 3) ?? 1 }
}
function sayAndCapture(p: Params) {
  const minDigits = p.number('minDigits', 0, 25)
  const completeOnHash = p.flag('completeOnHash', true)
  const maxDigits = p.number('maxDigits', 1, 25, { code: !completeOnHash ? -1008 : minDigits !== null ? -1003 : -1009 })
  const digitTimeout = p.number('digitTimeout', 1, longestMs)
  const overallTimeout = p.number('overallTimeout', 1, longestMs, { code: digitTimeout !== null ? -1005 : -1009 })
  if (minDigits !== null && maxDigits === null) throw new Refused(-1003, `${p.at('minDigits')}: needs maxDigits`)
  if (minDigits !== null && maxDigits !== null && minDigits > maxDigits)
    throw new Refused(-1003, `${p.at('minDigits')}: is above maxDigits`)
  if (digitTimeout !== null && overallTimeout === null) throw new Refused(-1005, `${p.at('digitTimeout')}: needs overallTimeout`)
  if (digitTimeout !== null && overallTimeout !== null && digitTimeout > overallTimeout)
    throw new Refused(-1006, `${p.at('digitTimeout')}: is above overallTimeout`)
  if (!completeOnHash && maxDigits === null)
    throw new Refused(-1008, `${p.at('completeOnHash')}: false needs maxDigits from 1 to 25`)
  return {
    promptMessage: p.spoken('promptMessage'),
    successMessage: p.optionalSpoken('successMessage'),
    failureMessage: p.optionalSpoken('failureMessage'),
    voiceProfile: p.profile(),
    speed: p.number('speed', 0.5, 2, { whole: false }) ?? 1,
    completeOnHash,
    minDigits: minDigits ?? 1,
    maxDigits: maxDigits ?? 25,
    digitTimeout,
    overallTimeout: overallTimeout ?? 30_000,
    noOfTries: p.number('noOfTries', 1, 100) ?? 3,
  }
}

const readers = { makeCall, say, sayAndCapture, playFile, hangup: () => ({}) } as const
type ActionName = keyof typeof readers
export type CallAction = { [N in ActionName]: { action: N; params: ReturnType<(typeof readers)[N]> } }[ActionName]
export type CallActionOf<N extends ActionName> = Extract<CallAction, { action: N }>['params']
export type CallDocument = {
  clientActionId: string | null
  /** Of an API request: the sender's own name for it, and until when it may begin, as it was written. */
  clientRequestId: string | null
  validUntil: string | null
  actions: CallAction[]
}

function readOne(raw: unknown, at: number, judging: Judging): CallAction {
  const path = `$.callflow[${at}]`
  if (!isObject(raw)) throw new Refused(-1009, `${path}: is no action`)
  const name = raw.action
  if (name === undefined || name === null || name === '') throw new Refused(-1009, missing(`${path}.action`))
  if (typeof name !== 'string' || !Object.hasOwn(readers, name))
    throw new Refused(-1007, `${path}.action: there is no action “${String(name).slice(0, 40)}”`)
  const params = raw.params ?? {}
  if (!isObject(params)) throw new Refused(-1009, `${path}.params: is no object`)
  return { action: name, params: readers[name as ActionName](new Params(params, `${path}.params`, judging)) } as CallAction
}

/** A date with its time, as RFC 3339 writes it; null counts as absent. */
const moment = z.iso.datetime({ offset: true, local: false })

function validUntilOf(raw: Fields, now: number): string | null {
  const value = raw.validUntil ?? null
  if (value === null) return null
  const read = moment.safeParse(value)
  if (!read.success) throw new Refused(-1009, '$.validUntil: is no time in UTC such as 2026-07-03T05:59:32.226Z')
  if (Date.parse(read.data) <= now) throw new Refused(-1015, `$.validUntil: ${read.data} is over`)
  return read.data
}

const idOf = (id: unknown): string | null => (typeof id === 'string' || typeof id === 'number' ? String(id) : null)

const mostCalls = 2

/** A webhook's answer or an API request; `empty`: no actions, which ends a session. Never throws. */
export function readDocument(raw: unknown, judging: Judging): CallDocument | 'empty' | DocumentProblem {
  if (!isObject(raw)) return problem(-1001, 'the document is no JSON object')
  const { from } = judging
  const flow = raw.callflow ?? undefined
  if (from === 'webhook' && (flow === undefined || (Array.isArray(flow) && flow.length === 0))) return 'empty'
  if (!Array.isArray(flow) || flow.length === 0) return problem(-1009, missing('$.callflow'))
  try {
    const actions = flow.map((one, at) => readOne(one, at, judging))
    if (actions.filter(({ action }) => action === 'makeCall').length > mostCalls)
      throw new Refused(-1010, `more than ${mostCalls} makeCall`)
    if (actions.slice(0, -1).some(({ action }) => action === 'hangup')) throw new Refused(-1012, 'hangup is not the last action')
    if (from === 'api' && actions[0]?.action !== 'makeCall') throw new Refused(-1013, 'the first action is not makeCall')
    const validUntil = from === 'api' ? validUntilOf(raw, judging.now) : null
    return { clientActionId: idOf(raw.clientActionId), clientRequestId: idOf(raw.clientRequestId), validUntil, actions }
  } catch (error) {
    if (error instanceof Refused) return problem(error.code, error.message)
    throw error
  }
}

export const isProblem = (read: ReturnType<typeof readDocument>): read is DocumentProblem =>
  typeof read === 'object' && 'code' in read

/** What the journal keeps of a document that was read. */
export const journalledDocument = z.object({
  clientActionId: z.string().nullable(),
  clientRequestId: z.string().nullable().default(null),
  validUntil: z.string().nullable().default(null),
  actions: z.array(z.custom<CallAction>((value) => isObject(value) && typeof value.action === 'string')),
})
