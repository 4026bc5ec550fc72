// Encoding on a thread of its own: half an hour of sound takes seconds, and calls must not wait for it.
import { parentPort, workerData } from 'node:worker_threads'
import { toMp3 } from './mp3.ts'

export type Mp3Reply = { ok: true; mp3: Uint8Array } | { ok: false; message: string }

const reply: Mp3Reply = await toMp3(workerData as Uint8Array).then(
  (mp3): Mp3Reply => ({ ok: true, mp3 }),
  (error: unknown): Mp3Reply => ({ ok: false, message: error instanceof Error ? error.message : String(error) }),
)
parentPort?.postMessage(reply)
