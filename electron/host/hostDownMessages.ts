// Messages callers left while the host was down: Asterisk's own voicemail took them, and here they join the others. Format: app_voicemail's
// `msgNNNN.txt` (callerid, origtime, duration, msg_id) beside `msgNNNN.wav`.
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Voicemail } from '../../shared/domain/calls.ts'
import type { Clock, Log, MediaStore } from '../engine/ports.ts'

/** How often messages of Asterisk's own voicemail are looked for, ms. */
const lookEveryMs = 10 * 60_000

type HostDownDeps = {
  /** `<spool>/voicemail/default`. */
  folder: string
  /** Where Asterisk leaves its recordings. */
  recordingsDir: string
  mailboxes(): readonly string[]
  media: Pick<MediaStore, 'storeRecording'>
  /** Adds it once, lights the lamp, tells the consoles. */
  add(message: Voicemail): Promise<void>
  log: Log
}

/** What callers left while the host was down: now, and once in a while, as a message may be spoken just now; until it is released. */
export function watchHostDownMessages(deps: HostDownDeps, clock: Clock): () => void {
  let timer: { cancel(): void } | undefined
  let stopped = false
  const look = () =>
    void importHostDownMessages(deps)
      .then((count) => count > 0 && deps.log.info('messages from while the host was down', { count }))
      .catch((error: unknown) => deps.log.error('messages were not brought in', { error: String(error) }))
      .finally(() => {
        if (!stopped) timer = clock.after(lookEveryMs, look)
      })
  look()
  return () => {
    stopped = true
    timer?.cancel()
  }
}

/** Brings them in; returns how many. One that cannot be read stays where it is. */
async function importHostDownMessages(deps: HostDownDeps): Promise<number> {
  let count = 0
  for (const mailboxId of deps.mailboxes()) {
    const inbox = join(deps.folder, mailboxId, 'INBOX')
    const names = existsSync(inbox) ? (await readdir(inbox)).filter((name) => /^msg\d+\.txt$/.test(name)) : []
    for (const name of names.sort()) {
      try {
        if (await importOne(deps, mailboxId, join(inbox, name))) count++
      } catch (error) {
        deps.log.error('a message from while the host was down was not brought in', { mailboxId, name, error: String(error) })
      }
    }
  }
  return count
}

async function importOne(deps: HostDownDeps, mailboxId: string, textFile: string): Promise<boolean> {
  const facts = await readFile(textFile, 'utf8')
  const fact = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(facts)?.[1]?.trim() ?? ''
  const at = Number(fact('origtime')) * 1000
  const sound = textFile.replace(/\.txt$/, '.wav')
  if (!at || !existsSync(sound)) return false
  const name = `cb-v-${(fact('msg_id') || `${mailboxId}-${at}`).replace(/[^A-Za-z0-9-]/g, '-')}`
  const [, fromName = '', from = ''] = /^(?:"?([^"<]*?)"?\s*<)?([^<>]*)>?$/.exec(fact('callerid')) ?? []
  await rename(sound, join(deps.recordingsDir, `${name}.wav`))
  const stored = await deps.media.storeRecording(name, 'voicemail')
  if (stored)
    await deps.add({
      id: name,
      mailboxId,
      callId: '',
      from,
      fromName: fromName === from ? '' : fromName,
      at,
      seconds: stored.seconds,
      file: stored.file,
      status: 'new',
      assignedTo: null,
      note: null,
    })
  for (const ending of ['.txt', '.WAV', '.gsm']) await rm(textFile.replace(/\.txt$/, ending), { force: true })
  return stored !== null
}
