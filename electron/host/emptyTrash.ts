// What lay in the trash for 30 days goes for good, few at a time, so that nothing else waits for it.
import { voicemail } from '../../shared/domain/calls.ts'
import { audioPrompt } from '../../shared/domain/office.ts'
import { trashDays } from '../../shared/domain/trash.ts'
import type { Clock, Log, MediaStore } from '../engine/ports.ts'
import type { Store } from '../store/store.ts'

type Deps = {
  store: Pick<Store, 'trash' | 'office'>
  media: Pick<MediaStore, 'remove'>
  clock: Clock
  log: Log
}

const everyMs = 3_600_000
/** Rows of one step, and the pause before the next, ms. */
const step = 20
const pauseMs = 200

/** One step; tells whether there may be more. */
export async function emptyOnce({ store, media, clock, log }: Deps): Promise<boolean> {
  const due = store.trash.due(clock.now() - trashDays * 86_400_000, step)
  for (const { id, kind, body } of due) {
    const files = kind === 'voicemail' ? [voicemail.parse(body).file] : kind === 'prompt' ? promptFiles(store, body) : []
    for (const file of files)
      await media
        .remove(kind === 'voicemail' ? 'voicemail' : 'prompts', file)
        .catch((error: unknown) => log.warn('a removed file is not there', { file, error: String(error) }))
    store.trash.take(id)
  }
  return due.length === step
}

/** Those of a removed prompt that no prompt has again: a removal may have been undone. */
function promptFiles({ office }: Deps['store'], body: unknown): string[] {
  const used = new Set(office.prompts.list().flatMap(({ variants }) => Object.values(variants)))
  return Object.values(audioPrompt.parse(body).variants).filter((file) => file !== undefined && !used.has(file)) as string[]
}

/** Now, and every hour until it is released. */
export function emptyTrash(deps: Deps): () => void {
  let timer: { cancel(): void } | undefined
  let stopped = false
  const look = () => {
    emptyOnce(deps)
      .catch((error: unknown) => {
        deps.log.error('the trash was not emptied', { error: String(error) })
        return false
      })
      .then((more) => {
        if (!stopped) timer = deps.clock.after(more ? pauseMs : everyMs, look)
      })
  }
  look()
  return () => {
    stopped = true
    timer?.cancel()
  }
}
