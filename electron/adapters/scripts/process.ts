// One script, for one call, in a process of its own that Node's permission model confines. Without facts it is only loaded, to see
// whether it can be. The process is started before a call needs it, and waits to be told which script.
import { pathToFileURL } from 'node:url'
import { isScript, type Leg, type ScriptCall } from './api.ts'
import { type Answered, confine } from './confine.ts'
import type { Facts, FromScript, ScriptStart, ToScript } from './messages.ts'

const send = process.send?.bind(process)
if (!send) throw new Error('this file runs as a process of the host')
const tell = (message: FromScript, after?: () => void) => void send(message, undefined, undefined, after)

class CallEnded extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CallEnded'
  }
}

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
    } else act?.reject(message.name === 'CallEnded' ? new CallEnded(message.message) : new Error(message.message))
  }
})
process.on('disconnect', () => process.exit())

// The error is made where the script stands, so that its stack names the script's own line.
const act = (action: string, ...args: unknown[]): Promise<never> => {
  const here = new Error()
  return new Promise((resolve, reject) => {
    const id = ++count
    waiting.set(id, {
      resolve: resolve as (value: unknown) => void,
      reject: (error) => {
        error.stack = `${error.name}: ${error.message}\n${(here.stack ?? '').split('\n').slice(1).join('\n')}`
        reject(error)
      },
    })
    tell({ type: 'act', id, action, args })
  })
}

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
  play: (media, options) => act('play', media, options),
  promptDigit: (media, options) => act('promptDigit', media, options),
  gatherDigits: (media, options) => act('gatherDigits', media, options),
  dial: (destinations, options) => act('dial', destinations, options),
  connect: (leg: Leg, options) => act('connect', leg.leg, options),
  record: (options) => act('record', options),
  reject: (reason) => act('reject', reason),
  hangup: () => act('hangup'),
  pause: (seconds) => act('pause', seconds),
  busy: () => act('busy'),
  startStream: (url, options) => act('startStream', url, options),
  stopStream: (name) => act('stopStream', name),
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
