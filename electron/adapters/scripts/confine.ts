// What a script's process gives up before the script is loaded. Node's permission model (set by whoever starts the process) keeps
// it from files, programs and threads; it does not know the network, so that the modules that open connections are refused here,
// and what leads around that refusal. `fetch` goes through the host, to the hosts that the machine allows.
import { isBuiltin, registerHooks } from 'node:module'

/** Node's own modules that neither reach the network nor change how modules are loaded. */
const allowed = new Set([
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'console',
  'constants',
  'crypto',
  'events',
  'fs',
  'fs/promises',
  'path',
  'path/posix',
  'path/win32',
  'perf_hooks',
  'punycode',
  'querystring',
  'stream',
  'stream/consumers',
  'stream/promises',
  'string_decoder',
  'timers',
  'timers/promises',
  'url',
  'util',
  'util/types',
  'zlib',
])

export type Asked = { method: string; headers: Record<string, string>; body: string | null }
export type Answered = { status: number; headers: Record<string, string>; body: Uint8Array }

/** `own`: what `import … from 'cordboard'` stands for. `request` asks the host. */
export function confine(own: string, request: (url: string, asked: Asked) => Promise<Answered>): void {
  const loose = process as unknown as Record<string, unknown>
  for (const name of ['binding', '_linkedBinding', 'getBuiltinModule', 'dlopen', 'kill', '_kill', '_debugProcess'])
    Object.defineProperty(loose, name, { value: undefined, writable: false, configurable: false })
  for (const name of ['WebSocket', 'EventSource', 'XMLHttpRequest', 'navigator'])
    Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false })
  Object.defineProperty(globalThis, 'fetch', { value: fetchBy(request), writable: false, configurable: false })
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'cordboard' || specifier === 'cordboard/script')
        return { url: own, format: own.endsWith('.ts') ? 'module-typescript' : 'module', shortCircuit: true }
      if (isBuiltin(specifier) && !allowed.has(specifier.replace(/^node:/, '')))
        throw new Error(`a script may not use the module “${specifier}”`)
      return next(specifier, context)
    },
    load(url, context, next) {
      if (!url.startsWith('file:') && !isBuiltin(url)) throw new Error('a script imports files of its folder only')
      const loaded = next(url, context)
      // CommonJS reaches the loader itself, and by it every module.
      if (loaded.format?.startsWith('commonjs')) throw new Error('a script imports ES modules only')
      return loaded
    },
  })
}

const fetchBy =
  (request: (url: string, asked: Asked) => Promise<Answered>): typeof fetch =>
  async (input, init) => {
    const asked = new Request(input, init)
    const body = asked.body === null ? null : await asked.text()
    const {
      status,
      headers,
      body: bytes,
    } = await request(asked.url, {
      method: asked.method,
      headers: Object.fromEntries(asked.headers),
      body,
    })
    const none = [101, 204, 205, 304].includes(status)
    return new Response(none ? null : new Uint8Array(bytes), { status, headers })
  }
