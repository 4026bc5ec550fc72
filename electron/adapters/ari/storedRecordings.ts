// Recordings that lie with Asterisk, over ARI: listed, fetched as files, deleted. For an Asterisk whose folders are not ours to read.
import { z } from 'zod'
import type { TelephonyError } from '../../engine/ports.ts'
import type { AriAccess } from './access.ts'
import { telephonyError } from './errors.ts'
import { AriHttp } from './http.ts'

const stored = z.array(z.object({ name: z.string(), format: z.string() }))
const moduleState = z.object({ status: z.string() })

/** Every method rejects with TelephonyError only. */
export class StoredRecordings {
  private readonly http: AriHttp

  constructor(access: AriAccess) {
    this.http = new AriHttp(access)
  }

  /** Names of the finished and running recordings that begin with `prefix`, of any application. */
  async names(prefix: string): Promise<string[]> {
    const text = await this.ask('listing recordings', () => this.http.send({ method: 'GET', path: '/recordings/stored' }))
    const list = stored.parse(JSON.parse(text ?? '[]'))
    return list.filter(({ name, format }) => format === 'wav' && name.startsWith(prefix)).map(({ name }) => name)
  }

  /** Whether it is being recorded, or waits to be. */
  async isRunning(name: string): Promise<boolean> {
    const path = `/recordings/live/${encodeURIComponent(name)}`
    return (await this.ask(`looking for recording ${name}`, () => this.http.send({ method: 'GET', path }))) !== null
  }

  /** Its bytes into `file`, which is on disk then; false where there is no such recording. */
  async fetch(name: string, file: string): Promise<boolean> {
    const path = `/recordings/stored/${encodeURIComponent(name)}/file`
    const done = await this.ask(`fetching recording ${name}`, () => this.http.download(path, file).then(() => ''))
    return done !== null
  }

  async remove(name: string): Promise<void> {
    const path = `/recordings/stored/${encodeURIComponent(name)}`
    await this.ask(`deleting recording ${name}`, () => this.http.send({ method: 'DELETE', path }))
  }

  /** Whether the module is loaded and runs; `res_curl.so`. */
  async runs(name: string): Promise<boolean> {
    const path = `/asterisk/modules/${encodeURIComponent(name)}`
    const text = await this.ask(`looking for ${name}`, () => this.http.send({ method: 'GET', path }))
    return text !== null && moduleState.parse(JSON.parse(text)).status === 'Running'
  }

  close(): Promise<void> {
    return this.http.close()
  }

  /** Null where Asterisk does not know what is asked for. */
  private async ask(doing: string, run: () => Promise<string>): Promise<string | null> {
    try {
      return await run()
    } catch (error) {
      const why: TelephonyError = telephonyError(doing, error)
      if (why.code === 'notFound') return null
      throw why
    }
  }
}
