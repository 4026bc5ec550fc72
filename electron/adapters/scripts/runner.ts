// Runs the office's scripts, each call's in a process of its own that is confined and can be ended: a script that loops disturbs
// nobody, and one that is hostile reaches nothing of the host's.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ScriptInfo } from '../../../shared/domain/scripts.ts'
import { type Clock, type Http, type Log, ScriptError, type ScriptRun, type Scripts } from '../../engine/ports.ts'
import { approvals } from './approvals.ts'
import { fetchFor } from './fetches.ts'
import type { Facts, FromScript, ToScript } from './messages.ts'
import { type ProcessUser, type ScriptProcess, scriptProcesses } from './processes.ts'

/** A script that does not come to rest for so long is ended, ms. */
export const silentMs = 5000
/** So much after its call it is, too. */
export const afterCallMs = 2000
const pingMs = 1000
const loadMs = 10_000

const endings = ['.ts', '.mts', '.js', '.mjs']

type Failure = NonNullable<ScriptInfo['failure']>

export type OfficeScripts = Scripts & {
  /** Each script with what is wrong with it: it cannot be loaded, or its last run failed. */
  list(): Promise<ScriptInfo[]>
  /** Files that came with a backup and wait for an admin. */
  waiting(): { file: string; hash: string }[]
  approve(hashes: readonly string[]): void
  readonly folder: string
  /** Ends every run. */
  close(): Promise<void>
}

type Given = {
  data: string
  clock: Clock
  log: Log
  http: Http
  /** Servers that scripts may ask. */
  hosts: () => readonly string[]
  /** Whose rights scripts have; null: the host's own. */
  as: () => ProcessUser | null
}

/** The scripts of `<data folder>/scripts`; the folder is made, with what an editor needs to know their types. */
export function officeScripts(deps: Given): OfficeScripts {
  const { data, clock, log } = deps
  const folder = join(data, 'scripts')
  const failures = new Map<string, Failure>()
  const checked = new Map<string, { changedAt: number; newest: number; failure: Failure | null }>()
  prepare(folder)
  const held = approvals(data, folder, () => newestIn(folder))
  const processes = scriptProcesses({ folder, as: deps.as, clock, log })
  if (newestIn(folder) > 0) processes.warm(String(newestIn(folder)))
  const start = (file: string, facts: Facts | null): Started => ({
    process: processes.take(String(newestIn(folder))),
    file,
    facts,
  })

  const fileOf = (name: string): string | null =>
    /^[\w-]{1,60}$/.test(name)
      ? (endings.map((ending) => join(folder, name + ending)).find((file) => existsSync(file)) ?? null)
      : null

  /** Checked again when anything in the folder is newer: a script may import the others. */
  async function load(name: string, file: string, newest: number): Promise<Failure | null> {
    const changedAt = statSync(file).mtimeMs
    const known = checked.get(name)
    if (known?.changedAt === changedAt && known.newest === newest) return known.failure
    const failure = await run(start(file, null), { clock, fetch: null }).then(
      () => null,
      (error: unknown) => failureOf(error, file, null, clock.now()),
    )
    checked.set(name, { changedAt, newest, failure })
    if (known && known.changedAt !== changedAt) failures.delete(name) // a new text has not failed yet
    return failure
  }

  return {
    folder,
    has: (name) => fileOf(name) !== null,
    async run(name, given) {
      const file = fileOf(name)
      if (!file) throw new ScriptError('missing', `There is no script “${name}”.`, null, null)
      const { id, from, fromName, to, language, variables } = given.facts
      if (held.waiting().length > 0)
        throw new ScriptError('missing', 'Scripts of a restored backup wait for an admin.', file, null)
      const started = start(file, { id, from, fromName, to, language, variables })
      try {
        const port = await run(started, { clock, given, fetch: (args) => fetchFor(deps, args, given.signal) })
        failures.delete(name)
        return port
      } catch (error) {
        if (!(error instanceof ScriptError) || error.code !== 'callEnded') {
          const failure = failureOf(error, file, id, clock.now())
          failures.set(name, failure)
          log.error('a script failed', { ...failure })
        }
        throw error
      }
    },
    async list() {
      const newest = newestIn(folder)
      const waits = held.waiting().length > 0
      const files = readdirSync(folder).filter((each) => endings.includes(extname(each)) && !each.endsWith('.d.ts'))
      const all = files.map(async (each) => {
        const name = each.slice(0, -extname(each).length)
        const file = join(folder, each)
        // To load one is to run what stands at its top.
        const failure = waits ? null : ((await load(name, file, newest)) ?? failures.get(name) ?? null)
        return { name, file, changedAt: statSync(file).mtimeMs, failure }
      })
      return Promise.all(all)
    },
    waiting: held.waiting,
    approve: held.approve,
    close: () => processes.close(),
  }
}

type Started = { process: ScriptProcess; file: string; facts: Facts | null }
type Running = { clock: Clock; given?: ScriptRun; fetch: ((args: unknown[]) => Promise<unknown>) | null }

/** Until the process returns, fails, or has to be ended. */
function run({ process: { child, seen, ended: why }, file, facts }: Started, { clock, given, fetch }: Running): Promise<string> {
  const path = seen(file)
  return new Promise<string>((resolve, reject) => {
    let over = false
    /** The actions under way, by their number. */
    const acts = new Map<number, AbortController>()
    let heardAt = clock.now()
    // A process that is gone tells so by its exit.
    const tell = (message: ToScript) => void (child.connected && child.send(message, () => {}))
    const finish = (settle: () => void) => {
      if (over) return
      over = true
      watch.cancel()
      last?.cancel()
      given?.signal.removeEventListener('abort', ended)
      child.kill('SIGKILL')
      settle()
    }
    const fail = (code: ScriptError['code'], message: string, stack = '') =>
      finish(() => reject(new ScriptError(code, message.replaceAll(path, file), file, lineOf(stack, path))))
    const beat = () => {
      if (clock.now() - heardAt > (given ? silentMs : loadMs))
        fail('stuck', `The script did not come to rest for ${silentMs / 1000} s.`)
      else {
        tell({ type: 'ping' })
        watch = clock.after(pingMs, beat)
      }
    }
    let watch = clock.after(pingMs, beat)
    let last: { cancel(): void } | null = null
    const ended = () => {
      tell({ type: 'ended' })
      last = clock.after(afterCallMs, () => fail('callEnded', 'The call has ended.'))
    }
    if (given?.signal.aborted) ended()
    else given?.signal.addEventListener('abort', ended, { once: true })

    child.on('message', (message: FromScript) => {
      heardAt = clock.now()
      if (over) return
      if (message.type === 'act' && given) void perform(given, message, acts, tell, fetch)
      else if (message.type === 'cancel') acts.get(message.id)?.abort()
      else if (message.type === 'set') given?.set(message.name, message.value)
      else if (message.type === 'log') given?.said(message.message)
      else if (message.type === 'done') finish(() => resolve(String(message.port ?? '')))
      else if (message.type === 'failed')
        fail(message.name === 'CallEnded' ? 'callEnded' : 'failed', `${message.name}: ${message.message}`, message.stack)
    })
    child.on('error', (error: Error) => fail('failed', error.message, error.stack))
    child.on('exit', () => fail('failed', why() ?? 'The script ended without an answer.'))
    tell({ type: 'start', file: path, facts })
  })
}

async function perform(
  given: ScriptRun,
  { id, action, args, cancelled }: Extract<FromScript, { type: 'act' }>,
  acts: Map<number, AbortController>,
  tell: (m: ToScript) => void,
  fetch: Running['fetch'],
) {
  const own = new AbortController()
  if (cancelled) own.abort()
  acts.set(id, own)
  try {
    const value = action === 'fetch' ? await fetch?.(args) : await given.act(action, args, own.signal)
    tell({ type: 'result', id, ok: true, value, variables: given.variables() })
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    tell({ type: 'result', id, ok: false, name, message })
  } finally {
    if (action !== 'startStream') acts.delete(id) // which ends what it started, later as well
  }
}

/** The first line of the script itself in a stack. */
function lineOf(stack: string, file: string): number | null {
  const url = pathToFileURL(file).href
  const at = stack.split('\n').find((line) => line.includes(url) || line.includes(file))
  const line = /:(\d+)(?::\d+)?\)?$/.exec(at?.trim() ?? '')?.[1]
  return line === undefined ? null : Number(line)
}

function failureOf(error: unknown, file: string, callId: string | null, at: number): Failure {
  const line = error instanceof ScriptError ? error.line : null
  return { at, message: error instanceof Error ? error.message : String(error), file, line, callId }
}

/** When a module of the folder was last changed, epoch ms. */
function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true }).map(String)
  const modules = files.filter((each) => endings.includes(extname(each)) && !each.includes('node_modules'))
  return Math.max(0, ...modules.map((each) => statSync(join(folder, each), { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

/** An editor that opens the folder finds the types. */
function prepare(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = join(folder, 'tsconfig.json')
  if (existsSync(config)) return
  const api = fileURLToPath(new URL('./api.ts', import.meta.url))
  const options = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    paths: { cordboard: [api] },
  }
  writeFileSync(config, `${JSON.stringify({ compilerOptions: options, include: ['*.ts'] }, null, 2)}\n`)
}
