// Backups over the contract: the state as an event iterator, the rest as commands that begin something.
import type { BackupsState } from '../../../shared/contract/backups.ts'
import type { BackupPort, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { ok } from './mine.ts'

export const backupProcedures = (os: Guarded, deps: Uses<'backups', 'audit'>) => {
  const { backups, store } = deps
  const { backups: b } = os
  const audit = (userId: string, action: string, target = 'backup') => store.audit.add({ userId, action, target })
  return b.router({
    follow: b.follow.handler(({ context, signal }) => states(backups, signal, context.present)),
    save: b.save.handler(({ input, context }) => {
      backups.save(input.settings, input.password)
      audit(context.user.id, input.password === undefined ? 'backup.save' : 'backup.password')
      return ok
    }),
    make: b.make.handler(({ context }) => {
      backups.make()
      audit(context.user.id, 'backup.make')
      return ok
    }),
    open: b.open.handler(({ input, context }) => {
      backups.open(input.name, input.password)
      audit(context.user.id, 'backup.open', input.name)
      return ok
    }),
    restore: b.restore.handler(({ input, context }) => {
      backups.restore(input.name, context.user.id)
      return ok
    }),
    stop: b.stop.handler(async () => {
      await backups.stop()
      return ok
    }),
    remove: b.remove.handler(async ({ input, context }) => {
      await backups.remove(input.name)
      audit(context.user.id, 'backup.remove', input.name)
      return ok
    }),
  })
}

/** The newest state, as often as it changes; what was not taken in time is passed over. */
async function* states(
  backups: BackupPort,
  signal: AbortSignal | undefined,
  present: () => boolean,
): AsyncGenerator<BackupsState, void> {
  let newest: BackupsState | null = null
  let wake = () => {}
  const aborted = () => wake()
  signal?.addEventListener('abort', aborted)
  const leave = backups.follow((state) => {
    newest = state
    wake()
  })
  try {
    while (!signal?.aborted && present()) {
      const state: BackupsState | null = newest
      newest = null
      if (state) yield state
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    signal?.removeEventListener('abort', aborted)
    leave()
  }
}
