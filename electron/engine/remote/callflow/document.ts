// A call-action document, read and judged: every problem has one of 8x8's error codes (docs/spec/call-actions.md).
import { z } from 'zod'
import { profileOf } from '../../../../shared/domain/voices.ts'

export type ProblemCode = -1001 | -1002 | -1003 | -1005 | -1006 | -1007 | -1008 | -1009 | -1010 | -1012 | -1013 | -1017
export type DocumentProblem = { code: ProblemCode; message: string }

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

class Refused extends Error {
  readonly code: ProblemCode
  constructor(code: ProblemCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Reads one action's params; null counts as absent, unknown ones are let be. */
class Params {
  private readonly params: Fields
  private readonly path: string
  constructor(params: Fields, path: string) {
    this.params = params
    this.path = path
  }
  private get(name: string): unknown {
    return this.params[name] ?? undefined
  }
  at(name: string): string {
    return `${this.path}.${name}`
  }
  text(name: string, most = 3000): string {
    const value = this.optionalText(name, most)
    if (value === null || value.trim() === '') throw new Refused(-1009, `${this.at(name)} is missing`)
    return value
  }
  optionalText(name: string, most = 3000): string | null {
    const value = this.get(name)
    if (value === undefined) return null
    if (typeof value !== 'string') throw new Refused(-1009, `${this.at(name)} is not text`)
    if (value.length > most) throw new Refused(-1009, `${this.at(name)} is longer than ${most} characters`)
    return value
  }
  number(name: string, least: number, most: number, whole = true): number | null {
    const value = this.get(name)
    if (value === undefined) return null
    if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
      throw new Refused(-1017, `${this.at(name)} is not a number`)
    if (value < least || value > most) throw new Refused(-1017, `${this.at(name)} is not a number from ${least} to ${most}`)
    return value
  }
  flag(name: string, otherwise: boolean): boolean {
    const value = this.get(name)
    if (value === undefined) return otherwise
    if (typeof value !== 'boolean') throw new Refused(-1009, `${this.at(name)} is not true or false`)
    return value
  }
  profile(): string {
    const name = this.text('voiceProfile', 100)
    if (!profileOf(name)) throw new Refused(-1002, `${this.at('voiceProfile')}: there is no voice profile “${name}”`)
    return name
  }
  telephone(name: string): string {
    const number = this.text(name, 40).replace(/[\s()-]/g, '')
    if (!/^\+?\d{2,15}$/.test(number)) throw new Refused(-1009, `${this.at(name)} is no telephone number`)
    return number
  }
}

const longestMs = 300_000

function makeCall(p: Params) {
  return {
    source: p.telephone('source'),
    destination: p.telephone('destination'),
    callRecording: p.flag('callRecording', false),
  }
}
function say(p: Params) {
  return {
    text: p.text('text'),
    voiceProfile: p.profile(),
    repetition: p.number('repetition', 1, 3) ?? 1,
    speed: p.number('speed', 0.5, 2, false) ?? 1,
  }
}
function playFile(p: Params) {
  const fileUrl = p.text('fileUrl', 2000)
  if (!/^https?:\/\/\S+$/i.test(fileUrl)) throw new Refused(-1009, `${p.at('fileUrl')} is no http or https address`)
  return { fileUrl, repetition: p.number('repetition', 1, 3) ?? 1 }
}
function sayAndCapture(p: Params) {
  const minDigits = p.number('minDigits', 0, 25)
  const maxDigits = p.number('maxDigits', 1, 25)
  const digitTimeout = p.number('digitTimeout', 1, longestMs)
  const overallTimeout = p.number('overallTimeout', 1, longestMs)
  const completeOnHash = p.flag('completeOnHash', true)
  if (minDigits !== null && maxDigits === null) throw new Refused(-1003, `${p.at('minDigits')} needs maxDigits`)
  if (minDigits !== null && maxDigits !== null && minDigits > maxDigits)
    throw new Refused(-1003, `${p.at('minDigits')} is above maxDigits`)
  if (digitTimeout !== null && overallTimeout === null) throw new Refused(-1005, `${p.at('digitTimeout')} needs overallTimeout`)
  if (digitTimeout !== null && overallTimeout !== null && digitTimeout > overallTimeout)
    throw new Refused(-1006, `${p.at('digitTimeout')} is above overallTimeout`)
  if (!completeOnHash && maxDigits === null)
    throw new Refused(-1008, `${p.at('completeOnHash')} false needs maxDigits from 1 to 25`)
  return {
    promptMessage: p.text('promptMessage'),
    successMessage: p.optionalText('successMessage'),
    failureMessage: p.optionalText('failureMessage'),
    voiceProfile: p.profile(),
    speed: p.number('speed', 0.5, 2, false) ?? 1,
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
export type CallDocument = { clientActionId: string | null; actions: CallAction[] }

function readOne(raw: unknown, at: number): CallAction {
  const path = `$.callflow[${at}]`
  if (!isObject(raw)) throw new Refused(-1009, `${path} is no action`)
  const name = raw.action
  if (name === undefined || name === null || name === '') throw new Refused(-1009, `${path}.action is missing`)
  if (typeof name !== 'string' || !Object.hasOwn(readers, name))
    throw new Refused(-1007, `${path}.action: there is no action “${String(name).slice(0, 40)}”`)
  const params = raw.params ?? {}
  if (!isObject(params)) throw new Refused(-1009, `${path}.params is no object`)
  return { action: name, params: readers[name as ActionName](new Params(params, `${path}.params`)) } as CallAction
}

const mostCalls = 2

/** A webhook's answer (`api` false) or an API request; `empty`: no actions, which ends a session. Never throws. */
export function readDocument(raw: unknown, from: 'webhook' | 'api'): CallDocument | 'empty' | DocumentProblem {
  if (!isObject(raw)) return { code: -1001, message: 'the document is no JSON object' }
  const flow = raw.callflow ?? undefined
  if (from === 'webhook' && (flow === undefined || (Array.isArray(flow) && flow.length === 0))) return 'empty'
  if (!Array.isArray(flow) || flow.length === 0) return { code: -1009, message: '$.callflow is missing' }
  try {
    const actions = flow.map(readOne)
    if (actions.filter(({ action }) => action === 'makeCall').length > mostCalls)
      throw new Refused(-1010, `more than ${mostCalls} makeCall`)
    if (actions.slice(0, -1).some(({ action }) => action === 'hangup')) throw new Refused(-1012, 'hangup is not the last action')
    if (from === 'api' && actions[0]?.action !== 'makeCall') throw new Refused(-1013, 'the first action is not makeCall')
    const id = raw.clientActionId
    return { clientActionId: typeof id === 'string' || typeof id === 'number' ? String(id) : null, actions }
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, message: error.message }
    throw error
  }
}

export const isProblem = (read: ReturnType<typeof readDocument>): read is DocumentProblem =>
  typeof read === 'object' && 'code' in read

/** What the journal keeps of a document that was read. */
export const journalledDocument = z.object({
  clientActionId: z.string().nullable(),
  actions: z.array(z.custom<CallAction>((value) => isObject(value) && typeof value.action === 'string')),
})
