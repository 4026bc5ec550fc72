// ari-client, made safe. It is used only for `client.<resource>.<operation>()`, built from the server's own
// description; the HTTP below it is ours. See docs/spec/asterisk.md, "ari-client 2.2.0: how to use it safely".

import { createRequire } from 'node:module'
import type { AriAccess } from './access.ts'
import { AriHttp, AriHttpError } from './http.ts'
import type { AriOperations } from './operations.ts'

/** What swagger-client hands to its HTTP layer. */
interface SwaggerRequest {
  url: string
  method: string
  body?: unknown
  on: { response: (response: { status: number; data: string }) => void; error: (error: unknown) => void }
}

interface Swagger {
  SwaggerApi: { prototype: { fail: (this: { failure: (error: Error) => void }, message: unknown) => void } }
  SwaggerHttp: { prototype: { execute: (request: SwaggerRequest) => void } }
}

export interface AriConnection {
  readonly operations: AriOperations
  close(): Promise<void>
}

const require = createRequire(import.meta.url)
const API_DOCS = '/api-docs/'
const CONNECT_TIMEOUT_MS = 10_000

/** Connections by the made-up host under which ari-client knows them: its credentials are one global for all. */
const connections = new Map<string, AriHttp>()
let nextConnection = 1
let library: { connect(url: string, user: string, password: string): PromiseLike<unknown> } | undefined

/** Loads the server's description and builds the operations. Throws AriHttpError: wrong password (401), nothing there, no answer. */
export async function connectAri(access: AriAccess): Promise<AriConnection> {
  library ??= loadLibrary()
  const host = `ari-${nextConnection++}.invalid`
  const http = new AriHttp(access)
  connections.set(host, http)
  const close = async () => {
    connections.delete(host)
    await http.close()
  }
  try {
    const operations = await limited(library.connect(`http://${host}`, access.user, '-'))
    return { operations: operations as AriOperations, close }
  } catch (error) {
    await close()
    throw error instanceof AriHttpError ? error : new AriHttpError('network', String((error as Error)?.message ?? error))
  }
}

async function limited<T>(work: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AriHttpError('timeout', 'the description of ARI did not load')), CONNECT_TIMEOUT_MS)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}

function loadLibrary() {
  const path = require.resolve('ari-client')
  const within = createRequire(path)
  skipProbe(within)
  const swagger = within('swagger-client') as Swagger
  // Its own `fail` also throws a string out of a socket handler, which would end the process.
  swagger.SwaggerApi.prototype.fail = function (message) {
    this.failure(message instanceof Error ? message : new AriHttpError('network', String(message)))
  }
  swagger.SwaggerHttp.prototype.execute = (request) => void execute(request)
  return within(path) as NonNullable<typeof library>
}

// Before it loads the description ari-client asks for it once with another HTTP library, without a time limit.
function skipProbe(within: NodeJS.Require): void {
  const path = within.resolve('request')
  const probe = (_url: string, done: (error: null) => void) => done(null)
  within.cache[path] = {
    id: path,
    filename: path,
    path,
    loaded: true,
    exports: probe,
    children: [],
    paths: [],
    require: within,
  } as unknown as NodeJS.Module
}

async function execute({ url, method, body, on }: SwaggerRequest): Promise<void> {
  const { host, pathname, search } = new URL(url)
  const http = connections.get(host)
  const path = pathname.replace(/^\/ari/, '') + search
  try {
    if (!http) throw new AriHttpError('network', 'the connection was closed')
    const text = await http.send({
      method: method.toUpperCase(),
      path,
      body: typeof body === 'string' && body ? body : undefined,
    })
    on.response({ status: 200, data: path.startsWith(API_DOCS) ? rebased(text, host) : text })
  } catch (error) {
    reportFailure(on, error)
  }
}

// Descriptions name the server as it sees itself; requests must come back under our made-up host.
function rebased(text: string, host: string): string {
  const description = JSON.parse(text) as { basePath?: string; swaggerVersion?: string }
  description.swaggerVersion = '1.2' // 1.1 is the same to us, but makes swagger-client print a complaint
  if (description.basePath) description.basePath = description.basePath.replace(/^https?:\/\/[^/]+/, `http://${host}`)
  return JSON.stringify(description)
}

function reportFailure(on: SwaggerRequest['on'], error: unknown): void {
  try {
    on.error(error instanceof AriHttpError ? error : new AriHttpError('network', String(error)))
  } catch {
    // The handlers of swagger-client throw after they have told the caller; there is no one above us to tell.
  }
}
