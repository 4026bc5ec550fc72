// Accounts for every recording in Asterisk's spool: those being written are flushed to disk, those that nobody came for (a power cut, a
// full disk, a host that was away) are joined to their call, or listed as recovered; then the media folder is looked through.
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SharedFolderMedia } from '../adapters/media/sharedFolder.ts'
import type { Telephony } from '../engine/ports.ts'
import { accountForMedia, type Places, placeSound } from './ownerlessSound.ts'

/** How often what is being written is flushed, ms: with Asterisk's own buffer no more than two seconds are missing after a power cut. */
const flushEveryMs = 1000
/** A file that was written to so recently may still be, ms. */
const writtenMs = 5000
/** A file that rests so long belongs to nobody who would still come for it, ms. */
const restingMs = 60_000
const lookEveryMs = 3_600_000
/** Looks in quick succession after a start. */
const looksAtStart = 3

type Deps = Omit<Places, 'media'> & {
  folder: string
  media: Pick<SharedFolderMedia, 'storeRecording' | 'files' | 'finish' | 'absolute'>
  telephony: Pick<Telephony, 'isRecording' | 'connected'>
}

type Found = { name: string; modifiedMs: number; bytes: number }

async function recordingsIn(folder: string): Promise<Found[]> {
  const names = (await readdir(folder).catch(() => [] as string[])).filter((name) => name.endsWith('.wav'))
  const found = await Promise.all(
    names.map(async (name) => {
      const about = await stat(join(folder, name)).catch(() => null)
      return about ? [{ name: name.slice(0, -4), modifiedMs: about.mtimeMs, bytes: about.size }] : []
    }),
  )
  return found.flat()
}

/** Brings in what rests in the spool, once; returns how many files found their place. `restMs`: only what rests so long. */
export async function accountForSpool(deps: Deps, restMs = restingMs): Promise<number> {
  if (deps.rowsWait()) return 0 // whose it is may stand in what waits
  let count = 0
  for (const { name, modifiedMs, bytes } of await recordingsIn(deps.folder)) {
    if (!name.startsWith('cb-') || bytes <= 44 || Date.now() - modifiedMs < restMs) continue
    try {
      if (!deps.telephony.connected || (await deps.telephony.isRecording(name))) continue
      if (await place(deps, name, modifiedMs)) count++
    } catch (error) {
      deps.log.error('a recording in the spool was not brought in', { name, error: String(error) })
    }
  }
  if (count > 0) deps.log.info('recordings nobody had come for', { count })
  return count
}

async function place(deps: Deps, name: string, modifiedMs: number): Promise<boolean> {
  const owner = deps.owner(name, modifiedMs)
  const kind = name.startsWith('cb-v-') ? 'voicemail' : 'recordings'
  const stored = await deps.media.storeRecording(name, kind)
  return stored !== null && placeSound(deps, { place: kind, ...stored, endedAt: modifiedMs, owner })
}

/** Puts on disk what is being recorded now; once. */
async function flushSpool(folder: string): Promise<void> {
  for (const { name, modifiedMs } of await recordingsIn(folder)) {
    if (Date.now() - modifiedMs > writtenMs) continue
    const file = await open(join(folder, `${name}.wav`), 'r').catch(() => null)
    await file?.datasync().catch(() => {}) // a disk that refuses is told of elsewhere
    await file?.close()
  }
}

/** Flushes each second, accounts at once, each hour, and when it is asked to `lookSoon`, until `release`. */
export function watchSpool(deps: Deps): { lookSoon(): void; release(): void } {
  let stopped = false
  let flushing: { cancel(): void } | undefined
  let looking: { cancel(): void } | undefined
  const flush = () =>
    void flushSpool(deps.folder).finally(() => {
      if (!stopped) flushing = deps.clock.after(flushEveryMs, flush)
    })
  /** What was still being closed at the start, or while Asterisk could not be asked, is looked for again, soon. */
  const look = (soon: number) =>
    void accountForSpool(deps, soon > 0 ? writtenMs : restingMs)
      .then(() => accountForMedia(deps))
      .catch((error: unknown) => deps.log.error('the spool was not accounted for', { error: String(error) }))
      .finally(() => {
        if (stopped) return
        const left = deps.telephony.connected ? soon - 1 : soon
        const pause = left > 0 ? writtenMs + 1000 : left === 0 ? restingMs : lookEveryMs
        looking = deps.clock.after(pause, () => look(left))
      })
  flush()
  look(looksAtStart)
  return {
    lookSoon() {
      looking?.cancel()
      if (!stopped) looking = deps.clock.after(writtenMs, () => look(looksAtStart))
    },
    release() {
      stopped = true
      flushing?.cancel()
      looking?.cancel()
    },
  }
}
