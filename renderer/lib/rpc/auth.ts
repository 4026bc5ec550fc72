// Signing in and out: plain requests, because there is no socket before there is a session.
import type { Language } from '../../../shared/domain/office.ts'

export type AuthState = { needsSetup: boolean; signedIn: boolean; officeName: string; language: string }

/** A refusal in words for the person at the screen. `until`: locked up to then, epoch ms. */
export class SignInRefused extends Error {
  readonly until: number | null
  readonly code: string
  constructor(code: string, message: string, until: number | null = null) {
    super(message)
    this.name = 'SignInRefused'
    this.code = code
    this.until = until
  }
}

async function post(path: string, body?: unknown): Promise<void> {
  const answer = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  if (answer.ok) return
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; message?: string; until?: number }
  throw new SignInRefused(
    problem.code ?? 'UNKNOWN',
    problem.message ?? `The host answered ${answer.status}.`,
    problem.until ?? null,
  )
}

/** Who the host thinks we are. */
export async function authState(): Promise<AuthState> {
  const answer = await fetch('/auth/state', { credentials: 'same-origin', signal: AbortSignal.timeout(5000) })
  if (!answer.ok) throw new Error(`The host answered ${answer.status}.`)
  return (await answer.json()) as AuthState
}

/** Throws SignInRefused. */
export const signIn = (login: string, password: string) => post('/auth/sign-in', { login, password })

/** In the desktop app that runs the office: `possible`: its owner gets in without a password; `remembers`: who signs in is known at the next start. */
export type OwnersWay = { possible: boolean; remembers: boolean }

export async function ownersWay(): Promise<OwnersWay> {
  const answer = await fetch('/auth/owner')
  return (await answer.json()) as OwnersWay
}

/** Signs the owner in. */
export const enterAsOwner = () => post('/auth/owner')

/** The first admin, by the one-time link. Throws SignInRefused. */
type FirstAdmin = { token: string; name: string; login: string; password: string; timeZone: string; language: Language }
export const setUp = (details: FirstAdmin) => post('/auth/setup', details)

/** Ends the session at the host. */
export const signOut = () => post('/auth/sign-out')
