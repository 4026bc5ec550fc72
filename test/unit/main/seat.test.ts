import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const store = vi.hoisted(() => ({ available: true, backend: 'gnome_libsecret' }))
vi.mock('electron', () => ({
  safeStorage: {
    isEncryptionAvailable: () => store.available,
    getSelectedStorageBackend: () => store.backend,
    encryptString: (text: string) => Buffer.from([...Buffer.from(text)].reverse()),
    decryptString: (sealed: Buffer) => Buffer.from([...sealed].reverse()).toString(),
  },
}))
const { systemSeal } = await import('../../../electron/desktop/main/seal.ts')
const { takeSeat } = await import('../../../electron/desktop/main/seat.ts')
const { seatFile } = await import('../../../electron/desktop/main/seatFile.ts')

type Person = { id: string; login: string; name: string; role: 'admin' | 'agent'; operatorId: null }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-seat-'))
  Object.assign(store, { available: true, backend: 'gnome_libsecret' })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** As much of a host as has accounts. */
function host() {
  const people: Person[] = []
  const sessions = new Map<string, string>()
  let count = 0
  return {
    people,
    /** A new password: who has it signs in anew. */
    endSessions: () => sessions.clear(),
    users: {
      list: () => people,
      save: async (user: Omit<Person, 'id'>) => {
        const made = { ...user, id: `u${people.length + 1}` }
        people.push(made)
        return made
      },
      openSession: (id: string) => {
        const token = `token-${++count}`
        sessions.set(token, id)
        return { token, expiresAt: 0 }
      },
      session: (token: string) => people.find(({ id }) => id === sessions.get(token)) ?? null,
    },
    deps: { config: () => ({ operators: new Map() }) },
  }
}
const path = () => join(folder, 'seat.json')
const sit = (on: ReturnType<typeof host>) => takeSeat(() => on as never, on as never, seatFile(path(), '/office'), systemSeal())
const signedIn = (on: ReturnType<typeof host>) => {
  const person: Person = { id: 'maria', login: 'maria', name: 'Maria', role: 'agent', operatorId: null }
  on.people.push(person)
  return on.users.openSession(person.id).token
}

describe('who sits at the computer that runs the office', () => {
  it('is its owner at first, also after a new password of theirs', async () => {
    const on = host()
    const seat = await sit(on)
    const first = seat.token()
    expect([on.users.session(first)?.role, seat.token(), seat.ownerMayEnter()]).toEqual(['admin', first, true])
    on.endSessions()
    expect([on.users.session(seat.token())?.role, seat.ownerMayEnter()]).toEqual(['admin', false])
  })

  it('is whoever signed in, also at the next start, sealed; who signs out leaves the seat', async () => {
    const on = host()
    const seat = await sit(on)
    const token = signedIn(on)
    seat.took([`other=1`, `cordboard=${token}; Path=/; HttpOnly`])
    expect(on.users.session(seat.token())?.id).toBe('maria')
    expect(readFileSync(path(), 'utf8')).not.toContain(token)
    const next = await sit(on)
    expect(on.users.session(next.token())?.id).toBe('maria')
    next.took(['cordboard=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])
    expect([next.token(), (await sit(on)).token()]).toEqual(['', ''])
  })

  it('an owner whose password nobody knows gets back without it, and nobody else does', async () => {
    const on = host()
    const seat = await sit(on)
    seat.took(['cordboard=; Path=/'])
    expect([seat.token(), seat.ownerMayEnter()]).toEqual(['', true])
    seat.enterAsOwner()
    expect(on.users.session(seat.token())?.role).toBe('admin')
    // They gave themselves a password.
    on.endSessions()
    seat.token()
    seat.took(['cordboard=; Path=/'])
    seat.enterAsOwner()
    expect([seat.token(), seat.ownerMayEnter(), (await sit(on)).ownerMayEnter()]).toEqual(['', false, false])
  })

  it.skipIf(process.platform !== 'linux')('is not remembered where there is no key ring', async () => {
    store.backend = 'basic_text'
    const on = host()
    const seat = await sit(on)
    const token = signedIn(on)
    seat.took([`cordboard=${token}; Path=/`])
    expect([seat.remembers, seat.token(), (await sit(on)).token()]).toEqual([false, token, ''])
    expect(readFileSync(path(), 'utf8')).not.toMatch(/sealed|token-/)
  })
})
