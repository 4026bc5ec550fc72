// As whom the desktop app runs in tests: an ordinary user, as Electron's sandbox wants it.

import { root } from '../../../build/paths.ts'
import { cacheFolder } from '../../../electron/adapters/pbx/acquire/cache.ts'
import { barrierTo } from '../../../electron/adapters/pbx/process/user.ts'

const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }

/** Another user to run as, where we are root; null to run as we are. */
export const ordinaryUser = process.getuid?.() === 0 && !barrierTo(root, nobody) ? nobody : null

/** Electron's own sandbox cannot be had as root. */
export const withoutSandbox = process.getuid?.() === 0 && ordinaryUser === null

/** Where the programs are kept: root's own cache is closed to others. */
export function testCache(): string {
  const own = cacheFolder()
  return ordinaryUser && barrierTo(own, ordinaryUser) ? '/var/cache/cordboard' : own
}

/** The words before a program that is to run as that user. */
export const asUser = (): string[] =>
  ordinaryUser ? ['setpriv', `--reuid=${ordinaryUser.uid}`, `--regid=${ordinaryUser.gid}`, '--clear-groups', '--'] : []
