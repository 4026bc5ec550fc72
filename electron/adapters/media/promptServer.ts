// Sound files for an Asterisk that shares no folder with us: each under an address that nobody can guess, and nothing else.

import { createHmac } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isAbsolute } from 'node:path'
import { pipeline } from 'node:stream/promises'

export interface PromptServerOptions {
  /** Makes the addresses; a secret of this office, the same after a restart, so that Asterisk's cache stays of use. */
  key: string
  /** Where Asterisk is: decides which of this computer's addresses it is told. */
  asterisk: { host: string; port: number }
  /** The address it is told instead. */
  host?: string
  /** 0 takes a free one. */
  port: number
}

/** Asterisk keeps what it fetched for so long without asking, s: another content has another address. */
const freshSeconds = 86_400
/** So many addresses are remembered; the oldest are forgotten, and named anew when they are played. */
const mostFiles = 20_000

/** Throws an Error with code `MEDIA_PORT` from `listen` where the port is taken. */
export class PromptServer {
  private readonly options: PromptServerOptions
  private readonly files = new Map<string, string>()
  private readonly server: Server
  private base = ''

  constructor(options: PromptServerOptions) {
    this.options = options
    this.server = createServer((request, response) => void this.answer(request, response))
  }

  async listen(): Promise<void> {
    const { port, host = await addressTowards(this.options.asterisk) } = this.options
    this.server.listen(port, host.startsWith('127.') ? host : undefined)
    try {
      await once(this.server, 'listening')
    } catch (error) {
      const taken = (error as { code?: string }).code === 'EADDRINUSE'
      const why = taken
        ? `The port ${port}, from which Asterisk is to fetch prompts, is in use; choose one with --media-port.`
        : ''
      throw Object.assign(new Error(why || String((error as Error).message)), { code: 'MEDIA_PORT' })
    }
    this.base = `http://${host.includes(':') ? `[${host}]` : host}:${(this.server.address() as AddressInfo).port}`
  }

  /** Where Asterisk fetches from: `http://10.0.0.2:7081`. */
  get address(): string {
    return this.base
  }

  /** `sound:/path/of/ours` as Asterisk fetches it; anything else as it is. */
  mediaUri(uri: string): string {
    const path = /^sound:(.+)$/s.exec(uri)?.[1]
    if (path === undefined || !isAbsolute(path)) return uri
    const file = `${path}.wav`
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found?.isFile()) return uri
    const content = `${file}\n${found.mtimeMs}\n${found.size}`
    const name = createHmac('sha256', this.options.key).update(content).digest('hex').slice(0, 40)
    this.remember(name, file)
    return `sound:${this.base}/${name}.wav`
  }

  async close(): Promise<void> {
    if (!this.server.listening) return
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private remember(name: string, file: string): void {
    this.files.set(name, file)
    const oldest = this.files.keys().next()
    if (this.files.size > mostFiles && !oldest.done) this.files.delete(oldest.value)
  }

  private async answer({ method, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = /^\/([0-9a-f]{40})\.wav$/.exec(url)?.[1]
    const file = name === undefined ? undefined : this.files.get(name)
    const found = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })
    if (file === undefined || !found || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'content-type': 'audio/wav',
      'content-length': found.size,
      'cache-control': `max-age=${freshSeconds}`,
      etag: `"${name}"`,
    })
    if (method === 'HEAD') response.end()
    else await pipeline(createReadStream(file), response).catch(() => {}) // whoever fetched it has gone
  }
}

/** The address of this computer from which that one is reached; nothing is sent. Loopback where there is no way there yet. */
async function addressTowards({ host, port }: { host: string; port: number }): Promise<string> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.connect(port, host, resolve)
    })
    return socket.address().address
  } catch {
    return '127.0.0.1'
  } finally {
    socket.close()
  }
}
