// Backups as the console sees them: some of each kind, and a state that a test can change.
import type { BackupsState } from '../../../shared/contract/backups.ts'
import { type BackupInfo, backupSettings } from '../../../shared/domain/backup.ts'
import type { MockOffice, Os } from './mockOffice.ts'

const day = 86_400_000
const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
const info = (kind: BackupInfo['kind'], at: number, bytes: number): BackupInfo => ({
  name: `${kind}-${stamp(at)}.cordboard`,
  kind,
  at: Math.floor(at / 1000) * 1000,
  bytes,
})

/** Seven nights, one by hand, one from before a restore, one that was brought. */
function samples(now: number): BackupInfo[] {
  const nights = [0, 1, 2, 3, 4, 5, 6].map((nights) =>
    info('nightly', now - 3 * 3_600_000 - nights * day, 48_200_000 - nights * 210_000),
  )
  const others = [info('manual', now - 2 * day - 7_000_000, 47_900_000), info('before-restore', now - 9 * day, 12_400_000)]
  return [...nights, ...others, info('uploaded', now - 9 * day - 600_000, 1_310_000_000)].sort((a, b) => b.at - a.at)
}

export function mockBackups(os: Os, office: MockOffice) {
  const empty = office.options.empty === true
  let state: BackupsState = {
    settings: backupSettings.parse({ nightly: !empty }),
    passwordSet: !empty,
    folder: '/home/office/.local/share/cordboard/backups',
    backups: empty ? [] : samples(Date.now()),
    work: null,
    failed: null,
    opened: null,
  }
  const listeners = new Set<() => void>()
  const put = (change: Partial<BackupsState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
    return { ok: true } as const
  }
  async function* follow(signal: AbortSignal | undefined): AsyncGenerator<BackupsState> {
    let wake = () => {}
    const changed = () => wake()
    listeners.add(changed)
    signal?.addEventListener('abort', changed)
    try {
      while (!signal?.aborted) {
        yield state
        await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      listeners.delete(changed)
    }
  }
  return {
    follow: os.backups.follow.handler(({ signal }) => follow(signal)),
    save: os.backups.save.handler(({ input }) => put({ settings: input.settings, passwordSet: true })),
    make: os.backups.make.handler(() => put({ work: { kind: 'make', name: null, share: 0.42 } })),
    open: os.backups.open.handler(({ input }) => {
      if (input.password !== 'right') return put({ failed: { kind: 'open', reason: 'password', at: Date.now() } })
      const manifest = { format: 1, at: Date.now() - day, version: '0.1.0', schema: 100, recordings: false } as const
      const counts = { operators: 6, queues: 3, flows: 4, contacts: 128, calls: 20_431, voicemails: 17, users: 5 }
      return put({ failed: null, opened: { name: input.name, manifest, counts } })
    }),
    restore: os.backups.restore.handler(() => put({ failed: { kind: 'restore', reason: 'calls', at: Date.now() } })),
    stop: os.backups.stop.handler(() => put({ work: null, opened: null })),
    remove: os.backups.remove.handler(({ input }) => put({ backups: state.backups.filter(({ name }) => name !== input.name) })),
  }
}
