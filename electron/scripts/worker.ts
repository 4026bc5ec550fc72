// One script, for one call, on a thread of its own. Without facts it is only loaded, to see whether it can be.
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { isScript, type Leg, type ScriptCall } from './api.ts'
import type { Facts, FromWorker, ToWorker, WorkerData } from './messages.ts'

const port = parentPort
if (!port) throw new Error('this file runs as a worker')
const tell = (message: FromWorker) => port.postMessage(message)
const { file, facts } = workerData as WorkerData

// `import … from 'cordboard'` is this host's own interface, wherever the script lies.
const own = new URL('./api.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'cordboard' || specifier === 'cordboard/script'
      ? { url: own, format: own.endsWith('.ts') ? 'module-typescript' : 'module', shortCircuit: true }
      : next(specifier, context),
})

class CallEnded extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CallEnded'
  }
}

const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
const ended = new AbortController()
let count = 0
let variables: Record<string, string> = facts?.variables ?? {}

port.on('message', (message: ToWorker) => {
  if (message.type === 'ping') tell({ type: 'pong' })
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

try {
  const loaded = (await import(pathToFileURL(file).href)) as { default?: unknown }
  if (!isScript(loaded.default)) throw new TypeError('the default export must come from defineScript')
  tell({ type: 'done', port: facts ? await loaded.default.handler(callOf(facts)) : null })
} catch (error) {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  tell({ type: 'failed', name, message, stack: stack ?? '' })
}
