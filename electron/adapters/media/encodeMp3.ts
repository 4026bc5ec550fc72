// MP3 encoded beside the thread that runs calls.
import { Worker } from 'node:worker_threads'
import { MediaError } from './errors.ts'
import type { Mp3Reply } from './mp3Worker.ts'

/** A mono WAV of 8 kHz as MP3, encoded in a worker. Throws MediaError (`failed`). */
export function encodeMp3(wav: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./mp3Worker.ts', import.meta.url), { workerData: wav })
    const failed = (message: string) => reject(new MediaError('failed', `The sound could not be encoded: ${message}`))
    worker.once('message', (reply: Mp3Reply) => (reply.ok ? resolve(reply.mp3) : failed(reply.message)))
    worker.once('error', (error) => failed(error.message))
    worker.once('exit', () => failed('the encoder ended.'))
  })
}
