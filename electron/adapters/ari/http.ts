// HTTP for ARI: keep-alive connections, a time limit on every request, errors which say what happened.

import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Agent, request } from 'undici'
import { type AriAccess, basicAuth } from './access.ts'

/** What a failed request knows. `status` 0: no answer. */
export class AriHttpError extends Error {
  readonly status: number
  readonly kind: 'status' | 'timeout' | 'network'
  readonly body: string
  constructor(kind: AriHttpError['kind'], message: string, status = 0, body = '') {
    super(message)
    this.name = 'AriHttpError'
    this.kind = kind
    this.status = status
    this.body = body
  }
}

export interface AriHttpRequest {
  method: string
  /** Path below the base URL, with its query, e.g. `/channels?…`. */
  path: string
  body?: string
}

const CONNECTIONS = 32

/** Requests to ARI over kept connections, with time-outs. */
export class AriHttp {
  private readonly access: AriAccess
  private readonly agent: Agent
  private readonly authorization: string

  constructor(access: AriAccess) {
    this.access = access
    this.authorization = basicAuth(access)
    this.agent = new Agent({ connections: CONNECTIONS, keepAliveTimeout: 30_000, connect: { timeout: 5_000 } })
  }

  /** Resolves with the text of a 2xx; throws AriHttpError, also after `requestTimeoutMs`. */
  async send(request: AriHttpRequest): Promise<string> {
    try {
      return await this.sendOnce(request)
    } catch (error) {
      // Nothing was sent yet: there was no socket to send it by.
      const none = error instanceof AriHttpError && /^E[MN]FILE$/.test(error.message)
      if (!none || !this.access.noDescriptors?.()) throw error
      return this.sendOnce(request)
    }
  }

  private async sendOnce({ method, path, body }: AriHttpRequest): Promise<string> {
    const timeout = this.access.requestTimeoutMs ?? 5_000
    const headers: Record<string, string> = { authorization: this.authorization, accept: 'application/json' }
    if (body) headers['content-type'] = 'application/json'
    let response: Awaited<ReturnType<typeof request>>
    let text: string
    try {
      const signal = AbortSignal.timeout(timeout)
      response = await request(this.access.url + path, { method: method as 'GET', headers, body, dispatcher: this.agent, signal })
      text = await response.body.text()
    } catch (error) {
      const { name, message, code } = error as Error & { code?: string }
      if (name === 'TimeoutError' || name === 'AbortError') throw new AriHttpError('timeout', `no answer within ${timeout} ms`)
      throw new AriHttpError('network', code ?? message)
    }
    if (response.statusCode >= 300)
      throw new AriHttpError('status', saidIn(text) || `status ${response.statusCode}`, response.statusCode, text)
    return text
  }

  /**
   * Writes the bytes of a 2xx to `file`, and to disk. Throws AriHttpError, also where nothing comes for `requestTimeoutMs`, or less
   * than was announced: then there is no file.
   */
  async download(path: string, file: string): Promise<void> {
    const timeout = this.access.requestTimeoutMs ?? 5_000
    try {
      const response = await request(this.access.url + path, {
        headers: { authorization: this.authorization },
        dispatcher: this.agent,
        headersTimeout: timeout,
        bodyTimeout: timeout,
      })
      if (response.statusCode >= 300) {
        const text = await response.body.text()
        throw new AriHttpError('status', saidIn(text) || `status ${response.statusCode}`, response.statusCode, text)
      }
      await pipeline(response.body, createWriteStream(file, { flush: true }))
    } catch (error) {
      await rm(file, { force: true })
      if (error instanceof AriHttpError) throw error
      const { name, message, code } = error as Error & { code?: string }
      throw new AriHttpError(/Timeout/.test(name) ? 'timeout' : 'network', code ?? message)
    }
  }

  close(): Promise<void> {
    return this.agent.destroy()
  }
}

/** ARI's own sentence: `{"message": …}` or `{"error": …}`. */
function saidIn(text: string): string {
  try {
    const { message, error } = JSON.parse(text) as { message?: string; error?: string }
    return message ?? error ?? ''
  } catch {
    return text.slice(0, 200)
  }
}
