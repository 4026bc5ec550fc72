// Signing in and out, and the first admin. One way for browsers, remote consoles and the desktop app.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { language } from '../../../shared/domain/office.ts'
import { isTimeZone } from '../../../shared/domain/scheduleRecord.ts'
import type { Host } from '../../host/hostPort.ts'
import type { User } from '../../host/services.ts'
import { HttpError } from '../errors.ts'
import { devices } from './devices.ts'
import { takeOverStarter } from './firstOffice.ts'
import { Lockout } from './lockout.ts'
import { type Tickets, tickets } from './tickets.ts'

export const credentials = z.object({ login: z.string().min(1).max(64), password: z.string().min(1).max(200) })
export const firstAdmin = z.object({
  token: z.string().max(200),
  name: z.string().min(1).max(80),
  login: z.string().min(1).max(64),
  password: z.string().min(10, 'a password has at least 10 characters').max(200),
  /** Of the computer that it is done at: the starter office's from then on. */
  timeZone: z.string().max(60).refine(isTimeZone, 'no such time zone').optional(),
  language: language.optional(),
})

export type SignedIn = { user: User; token: string; expiresAt: number }
export type SignInResult = { result: 'signedIn'; session: SignedIn } | { result: 'wrong' } | { result: 'locked'; until: number }

export type SignIn = {
  readonly tickets: Tickets
  /** The one-time word of the first start; null once there is a user. */
  setupToken(): string | null
  /** `device`: the cookie of a device that signed in before, if it has one. */
  signIn(login: string, password: string, address: string, device?: string): Promise<SignInResult>
  /** The device's cookie after it signed in as that user. */
  deviceCookie(before: string | undefined, userId: string): string
  /** Null when the token is not the one, or an admin is there already. */
  setUp(request: z.infer<typeof firstAdmin>): Promise<SignedIn | null>
  signOut(token: string): void
  user(token: string): User | null
  /** Told of every session that was signed out. */
  onSignOut(listener: (token: string) => void): () => void
}

export function signInService(host: Pick<Host, 'users' | 'signInLockouts' | 'deviceKey' | 'apiTokens' | 'deps'>): SignIn {
  const { users } = host
  const { clock } = host.deps
  const lockout = new Lockout(host.signInLockouts, () => clock.now())
  const known = devices(host.deviceKey, () => clock.now())
  const word = randomBytes(24).toString('base64url')
  const leaving = new Set<(token: string) => void>()
  let settingUp = false
  const open = (user: User): SignedIn => ({ user, ...users.openSession(user.id) })

  return {
    tickets: tickets(() => clock.now()),
    setupToken: () => (users.count() === 0 ? word : null),
    deviceCookie: known.cookieFor,
    async signIn(login, password, address, device) {
      const account = users.list().find((user) => user.login.toLowerCase() === login.toLowerCase())
      const seen = account ? known.known(device, account.id) : null
      const keys = seen ? [`device:${seen}`] : [`login:${login.toLowerCase()}`, `addr:${address}`]
      const until = lockout.lockedUntil(keys)
      if (until !== null) return { result: 'locked', until }
      lockout.count(keys)
      const user = await users.verify(login, password)
      if (!user) return { result: 'wrong' }
      lockout.clear(keys)
      return { result: 'signedIn', session: open(user) }
    },
    async setUp({ token, name, login, password, timeZone, language }) {
      if (settingUp || users.count() > 0 || !same(token, word)) return null
      settingUp = true
      try {
        if (!(await host.deps.isStrong(password, [name, login])))
          throw new HttpError('WEAK_PASSWORD', undefined, { field: 'password' })
        const operatorId = freeOperator(host)
        const admin = await users.save({ login, name, role: 'admin', operatorId }, password)
        if (host.deps.store.starter.get()) await takeOverStarter(host.deps, admin.id, { name, timeZone, language, operatorId })
        return open(admin)
      } finally {
        settingUp = false
      }
    },
    signOut(token) {
      users.closeSession(token)
      for (const listener of leaving) listener(token)
    },
    user: (token) => users.session(token) ?? host.apiTokens.user(token),
    onSignOut(listener) {
      leaving.add(listener)
      return () => leaving.delete(listener)
    },
  }
}

/** The first admin of a starter office is its first operator, so that *Call me* rings at once. */
function freeOperator(host: Pick<Host, 'users' | 'deps'>): string | null {
  const taken = new Set(host.users.list().map((user) => user.operatorId))
  return [...host.deps.config().operators.keys()].find((id) => !taken.has(id)) ?? null
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
