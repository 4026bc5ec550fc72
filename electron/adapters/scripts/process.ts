// One script, for one call, in a process of its own that Node's permission model confines. Without facts it is only loaded, to see
// whether it can be. The process is started before a call needs it, and waits to be told which script.
import { pathToFileURL } from 'node:url'
import { CallEnded, type ConnectOptions, InvalidState, isScript, type Leg, type ScriptCall } from './api.ts'
import { type Answered, confine } from './confine.ts'
import type { Facts, FromScript, ScriptStart, ToScript } from './messages.ts'

const send = process.send?.bind(process)
if (!send) throw new Error('this file runs as a process of the host')
const tell = (message: FromScript, after?: () => void) => void send(message, undefined, undefined, after)

const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
const ended = new AbortController()
let count = 0
let variables: Record<string, string> = {}

process.on('message', (message: ToScript) => {
  if (message.type === 'ping') tell({ type: 'pong' })
  else if (message.type === 'start') void start(message)
  else if (message.type === 'ended') ended.abort(new CallEnded('the call has ended'))
  else {
    const act = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.ok) {
      variables = message.variables
      act?.resolve(message.value)
    } else act?.reject(errorOf(message.name, message.message))
  }
})
process.on('disconnect', () => process.exit())

const errors = { CallEnded, InvalidState }
const errorOf = (name: string, message: string) =>
  new (Object.hasOwn(errors, name) ? errors[name as keyof typeof errors] : Error)(message)

// The error is made where the script stands, so that its stack names the script's own line.
const perform = (action: string, signal: AbortSignal | undefined, args: unknown[]): Promise<never> => {
  const here = new Error()
  return new Promise((resolve, reject) => {
    const id = ++count
    // Aborting a stream's signal ends the stream, also long after it was started.
    const cancel = () => tell({ type: 'cancel', id })
    const forget = () => action === 'startStream' || signal?.removeEventListener('abort', cancel)
    waiting.set(id, {
      resolve: (value) => {
        forget()
        resolve(value as never)
      },
      reject: (error) => {
        forget()
        error.stack = `${error.name}: ${error.message}\n${(here.stack ?? '').split('\n').slice(1).join('\n')}`
        reject(error)
      },
    })
    signal?.addEventListener('abort', cancel, { once: true })
    tell({ type: 'act', id, action, args, cancelled: signal?.aborted ?? false })
  })
}
const act = (action: string, ...args: unknown[]) => perform(action, undefined, args)

type Options = { signal?: AbortSignal } | undefined
/** With an action's options: the signal stays here, and legs go by their id. */
const actWith = (action: string, options: Options, ...args: unknown[]) => {
  const { signal, ...rest } = options ?? {}
  const told = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, name === 'on' || name === 'with' ? legId(value) : value]),
  )
  return perform(action, signal, Object.keys(told).length > 0 ? [...args, told] : args)
}
const legId = (value: unknown) => (isLeg(value) ? value.leg : value)
const isLeg = (value: unknown): value is Leg => typeof value === 'object' && value !== null && 'leg' in value

const callOf = (of: Facts): ScriptCall => ({
  id: of.id,
  from: of.from,
  fromName: of.fromName,
  to: of.to,
  language: of.language,
  signal: ended.signal,
  get: (name) => variables[name] ?? '',
  set: (name, value) => {
    variables[name] = String(value)
    tell({ type: 'set', name, value: String(value) })
  },
  answer: () => act('answer'),
  play: (media, options) => actWith('play', options, media),
  promptDigit: (media, options) => actWith('promptDigit', options, media),
  gatherDigits: (media, options) => actWith('gatherDigits', options, media),
  dial: (destinations, options) => actWith('dial', options, destinations),
  connect: (leg: Leg, second?: Leg | ConnectOptions, options?: ConnectOptions) =>
    isLeg(second)
      ? actWith('connect', { ...options, with: second } as Options, leg.leg)
      : actWith('connect', second ?? options, leg.leg),
  record: (options) => actWith('record', options),
  reject: (reason, options) => actWith('reject', options, reason),
  hangup: (options) => actWith('hangup', options),
  pause: (seconds, options) => actWith('pause', options, seconds),
  busy: (options) => actWith('busy', options),
  startStream: (url, options) => actWith('startStream', options, url),
  stopStream: (name, options) => actWith('stopStream', options, name),
  log: (message) => tell({ type: 'log', message: String(message).slice(0, 2000) }),
})

confine(new URL('./api.ts', import.meta.url).href, (url, asked) => act('fetch', url, asked) as Promise<Answered>)

async function start({ file, facts }: ScriptStart): Promise<void> {
  variables = facts?.variables ?? {}
  try {
    const loaded = (await import(pathToFileURL(file).href)) as { default?: unknown }
    if (!isScript(loaded.default)) throw new TypeError('the default export must come from defineScript')
    tell({ type: 'done', port: facts ? String((await loaded.default.handler(callOf(facts))) ?? '') : '' })
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    tell({ type: 'failed', name, message, stack: stack ?? '' })
  }
}
