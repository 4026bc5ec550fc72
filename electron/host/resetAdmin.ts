// A way back in for an administrator who has lost it, for whoever has the machine; the host may be running.
import { randomBytes } from 'node:crypto'
import { liftLockouts } from '../adapters/store/liftLockouts.ts'
import { openBeside } from '../adapters/store/store.ts'
import { wallClock } from './system.ts'

export type AdminReset =
  | { result: 'reset'; login: string; password: string }
  | { result: 'noOffice' | 'noUsers' }
  /** Several, and none was named, or another. */
  | { result: 'which' | 'unknown'; logins: string[] }

/**
 * Gives an administrator a new password, ends their sessions, and lifts what waits after wrong ones; noted in the audit trail. `login`: whose, in
 * any case of letters; not needed where there is one only. Throws a coded StoreError.
 */
export async function resetAdmin(folder: string, login: string | undefined): Promise<AdminReset> {
  const store = openBeside({ folder, clock: wallClock })
  if (store === null) return { result: 'noOffice' }
  try {
    const users = store.users.list()
    if (users.length === 0) return { result: 'noUsers' }
    const admins = users.filter(({ role }) => role === 'admin')
    const logins = admins.map((each) => each.login)
    if (login === undefined && admins.length > 1) return { result: 'which', logins }
    const admin = admins.find((each) => login === undefined || each.login.toLowerCase() === login.toLowerCase())
    if (!admin) return { result: 'unknown', logins }
    const password = speakable()
    const hash = await store.users.hashPassword(password)
    store.audit.record({ userId: 'host', action: 'user.password', target: admin.login, detail: 'reset-admin' }, () =>
      store.users.setPassword(admin.id, hash, undefined),
    )
    liftLockouts(folder, admin.login)
    return { result: 'reset', login: admin.login, password }
  } finally {
    store.close()
  }
}

/** Letters and digits that are not taken for one another. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
/** 79 bits: four groups of four. */
function speakable(): string {
  const groups = Array.from({ length: 4 }, () => Array.from({ length: 4 }, letter).join(''))
  return groups.join('-')
}

/** Each as likely as the others. */
function letter(): string {
  for (;;) {
    const [byte = 255] = randomBytes(1)
    if (byte < letters.length * 8) return letters[byte % letters.length] ?? ''
  }
}
