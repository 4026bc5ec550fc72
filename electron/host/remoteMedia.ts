// Sound between the host and an Asterisk that shares no folder with it: prompts are fetched from here, recordings from there.
import { join } from 'node:path'
import type { AriAccess } from '../adapters/ari/access.ts'
import { StoredRecordings } from '../adapters/ari/storedRecordings.ts'
import { FetchedRecordings } from '../adapters/media/fetchedRecordings.ts'
import { PromptServer } from '../adapters/media/promptServer.ts'
import type { SharedFolderOptions } from '../adapters/media/sharedFolder.ts'
import { FETCHING_MODULES } from '../adapters/pbx/mediaCache.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Clock, Log, Telephony } from '../engine/ports.ts'
import type { MediaAccess } from './hostPort.ts'

/** What is both here and with Asterisk is looked at so often, ms. */
const tidyEveryMs = 5_000
/** Everything that lies with Asterisk is looked at so often, ms, and whenever it is reached anew. */
const lookEveryMs = 3_600_000

export type RemoteMedia = Awaited<ReturnType<typeof openRemoteMedia>>

type Given = { access: AriAccess; store: Pick<Store, 'secrets'>; media: MediaAccess; newKey: () => string }

/** Opens what Asterisk fetches prompts from. Rejects with code `MEDIA_PORT`. */
export async function openRemoteMedia({ access, store, media, newKey }: Given) {
  const { hostname, port, protocol } = new URL(access.url)
  const prompts = new PromptServer({
    key: store.secrets.getOrMake('prompts', newKey),
    asterisk: { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'https:' ? 443 : 80)) },
    port: media.port ?? 7081,
    ...(media.host === undefined ? {} : { host: media.host }),
  })
  await prompts.listen()
  const recordings = new StoredRecordings(access)
  return {
    prompts,
    mediaUri: (uri: string) => prompts.mediaUri(uri),
    media: (options: SharedFolderOptions, clock: Clock) => new FetchedRecordings({ ...options, source: recordings, clock }),
    /** Modules without which it fetches no prompt. Rejects while it is out of reach. */
    async missing(): Promise<string[]> {
      const found = await Promise.all(FETCHING_MODULES.map(async (name) => ((await recordings.runs(name)) ? [] : [name])))
      return found.flat()
    },
    async close(): Promise<void> {
      await Promise.all([prompts.close(), recordings.close()])
    },
  }
}

type Watched = {
  media: FetchedRecordings
  remote: Pick<RemoteMedia, 'missing' | 'prompts'>
  telephony: Pick<Telephony, 'connected' | 'onEvent'>
  store: Pick<Store, 'recovered' | 'writes'>
  /** Something was brought in that nobody had come for. */
  brought(): void
  clock: Clock
  log: Log
}

/** Brings in what an earlier host, or an outage, left with Asterisk, and deletes there what the office has; until it is released. */
export function watchRemoteMedia({ media, remote, telephony, store, brought, clock, log }: Watched): () => void {
  let stopped = false
  const timers = new Set<{ cancel(): void }>()
  const later = (ms: number, run: () => void) => {
    const timer = clock.after(ms, () => {
      timers.delete(timer)
      if (!stopped) run()
    })
    timers.add(timer)
  }
  const guarded = (doing: string, work: () => Promise<unknown>) =>
    work().catch((error: unknown) => {
      if (!stopped && telephony.connected) log.warn(doing, { error: String(error) })
    })
  const bring = () =>
    guarded('recordings that lie with Asterisk were not fetched', async () => {
      const count = await media.bringAll()
      if (count > 0) log.info('recordings fetched that nobody had come for', { count })
      if (count > 0 && !stopped) brought()
    })
  const tidy = () =>
    void guarded('recordings were not deleted with Asterisk', async () => {
      if (!telephony.connected || media.waiting === 0 || store.writes.state.waiting > 0) return
      const trashed = store.recovered.trashed()
      await media.deleteConfirmed((place, file) => trashed.has(file) || store.recovered.known(place, file))
    }).finally(() => {
      if (!stopped) later(tidyEveryMs, tidy)
    })
  const look = () =>
    void bring().finally(() => {
      if (!stopped) later(lookEveryMs, look)
    })
  const logMissing = () =>
    guarded('it is not known whether Asterisk can fetch prompts', async () => {
      const missing = await remote.missing()
      const from = remote.prompts.address
      if (missing.length > 0) log.warn('Asterisk cannot fetch prompts: modules are missing', { missing, from })
      else log.info('Asterisk fetches prompts', { from })
    })
  const reached = () => {
    void bring()
    void logMissing()
  }
  const unlisten = telephony.onEvent(({ type }) => {
    if (type === 'connected') reached()
  })
  if (telephony.connected) reached()
  later(lookEveryMs, look)
  later(tidyEveryMs, tidy)
  return () => {
    stopped = true
    media.close()
    unlisten()
    for (const timer of timers) timer.cancel()
  }
}

/** Where what was fetched lies until it has its place. */
export const fetchedFolder = (data: string): string => join(data, 'spool')
