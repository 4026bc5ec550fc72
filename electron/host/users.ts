// The system's list of users (passwd(5)).
import { existsSync, readFileSync } from 'node:fs'

const lines = (): string[][] =>
  existsSync('/etc/passwd')
    ? readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
    : []

/** Null when there is no such user. */
export function userNamed(name: string): { uid: number; gid: number } | null {
  const [, , uid, gid] = lines().find(([first]) => first === name) ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

/** Null when nobody has that id. */
export const nameOf = (uid: number): string | null => lines().find(([, , id]) => id === String(uid))?.[0] ?? null
