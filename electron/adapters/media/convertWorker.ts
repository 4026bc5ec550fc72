// Conversion on a thread of its own: ten minutes of sound take seconds, and calls must not wait for them.

import { parentPort, workerData } from 'node:worker_threads'
import { toTelephonyWav } from './convert.ts'

export type ConvertReply = { ok: true; wav: Uint8Array; seconds: number } | { ok: false; code: string; message: string }

const reply: ConvertReply = await toTelephonyWav(workerData as Uint8Array).then(
  ({ wav, seconds }): ConvertReply => ({ ok: true, wav, seconds }),
  (error: Error & { code?: string }): ConvertReply => ({ ok: false, code: error.code ?? 'failed', message: error.message }),
)
parentPort?.postMessage(reply)
