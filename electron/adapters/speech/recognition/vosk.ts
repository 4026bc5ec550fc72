// A recogniser behind a WebSocket that speaks the Vosk server's protocol: a configuration, the samples in pieces with an answer each,
// `{"eof": 1}`, and the last result.
import { z } from 'zod'
import type { StreamSocket, StreamSockets } from '../../../engine/ports.ts'
import { SpeechError } from '../errors.ts'
import { samplesOf } from './sound.ts'

export type Recognised = { text: string; confidence: number }

/** A fifth of a second at 8 kHz, as the server's own clients send. */
const pieceBytes = 3200
const answerMs = 15_000

const word = z.looseObject({ conf: z.number().optional(), word: z.string() })
const reply = z.looseObject({ text: z.string().optional(), partial: z.string().optional(), result: z.array(word).optional() })

/** What was said in the file. Throws SpeechError. */
export async function recogniseByVosk(
  sockets: StreamSockets,
  url: string,
  path: string,
  signal?: AbortSignal,
): Promise<Recognised> {
  const { samples, rate } = await samplesOf(path)
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  const line = await VoskLine.open(sockets, url, signal)
  const results: z.infer<typeof reply>[] = []
  try {
    line.send(JSON.stringify({ config: { sample_rate: rate, words: true } }))
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      line.send(bytes.slice(at, at + pieceBytes))
      results.push(await line.answer())
    }
    line.send('{"eof" : 1}')
    results.push(await line.answer())
  } finally {
    line.close()
  }
  const said = results.filter(({ text }) => text !== undefined && text !== '')
  const confidences = said.flatMap(({ result = [] }) => result.map(({ conf }) => conf ?? 1))
  const text = said.map((one) => one.text).join(' ')
  const mean = confidences.length > 0 ? confidences.reduce((sum, one) => sum + one, 0) / confidences.length : 1
  return { text, confidence: text === '' ? 0 : Math.min(1, Math.max(0, mean)) }
}

/** One connection; answers come in the order of what was sent. */
class VoskLine {
  private socket: StreamSocket | null = null
  private readonly answers: string[] = []
  private waiting: { resolve(text: string): void; reject(error: SpeechError): void } | null = null
  private gone: SpeechError | null = null

  /** By the host's own way out, which keeps to the office's networks. */
  static async open(sockets: StreamSockets, url: string, signal?: AbortSignal): Promise<VoskLine> {
    const line = new VoskLine()
    const events = {
      message: (data: Uint8Array | string) => line.take(String(data)),
      closed: () => line.lose(new SpeechError('failed', 'The recogniser closed the connection.')),
    }
    signal?.addEventListener('abort', () => line.lose(new SpeechError('aborted', 'Nobody waits for it any more.')), {
      once: true,
    })
    try {
      line.socket = await sockets.open({ url, headers: {} }, events, signal)
    } catch (error) {
      if (signal?.aborted) throw new SpeechError('aborted', 'Nobody waits for it any more.')
      const why = error instanceof Error ? error.message : String(error)
      throw new SpeechError('unavailable', `The recogniser cannot be reached: ${why}`)
    }
    return line
  }

  send(data: string | Uint8Array): void {
    if (!this.gone) this.socket?.send(data)
  }

  async answer(): Promise<z.infer<typeof reply>> {
    const text = await this.within<string>((resolve, reject) => {
      const ready = this.answers.shift()
      if (ready !== undefined) resolve(ready)
      else this.waiting = { resolve, reject }
    })
    try {
      return reply.parse(JSON.parse(text))
    } catch {
      throw new SpeechError('failed', 'The recogniser answered something else than a result.')
    }
  }

  close(): void {
    this.gone ??= new SpeechError('failed', 'closed')
    this.socket?.close()
  }

  private within<T>(start: (resolve: (value: T) => void, reject: (error: SpeechError) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.gone) return reject(this.gone)
      const timer = setTimeout(() => this.lose(new SpeechError('timeout', 'The recogniser took too long.')), answerMs)
      start(
        (value) => {
          clearTimeout(timer)
          resolve(value)
        },
        (error) => {
          clearTimeout(timer)
          reject(error)
        },
      )
    })
  }

  private take(text: string): void {
    const { waiting } = this
    this.waiting = null
    if (waiting) waiting.resolve(text)
    else this.answers.push(text)
  }

  private lose(why: SpeechError): void {
    this.gone ??= why
    const { waiting } = this
    this.waiting = null
    waiting?.reject(this.gone)
    this.socket?.close()
  }
}
