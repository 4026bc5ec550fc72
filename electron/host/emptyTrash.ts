// What lay in the trash for 30 days goes for good, few at a time, so that nothing else waits for it.
import { voicemail } from '../../shared/domain/calls.ts'
import { audioPrompt } from '../../shared/domain/office.ts'
import { recoveredFile } from '../../shared/domain/recovered.ts'
import { type TrashKind, trashDays } from '../../shared/domain/trash.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Clock, Log, MediaStore } from '../engine/ports.ts'

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
    for (const [place, file] of filesOf(store, kind, body))
      await media
        .remove(place, file)
        .catch((error: unknown) => log.warn('a removed file is not there', { file, error: String(error) }))
    store.trash.take(id)
  }
  return due.length === step
}

function filesOf(store: Deps['store'], kind: TrashKind, body: unknown): ['voicemail' | 'recordings' | 'prompts', string][] {
  if (kind === 'voicemail') return [['voicemail', voicemail.parse(body).file]]
  if (kind === 'prompt') return promptFiles(store, body).map((file) => ['prompts', file])
  if (kind !== 'recovered') return []
  const { place, file } = recoveredFile.parse(body)
  return [[place, file]]
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
