// `reset-admin`: a new password for an administrator who is locked out, with the host stopped or running.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type Store } from '../../../electron/adapters/store/store.ts'
import { commands } from '../../../electron/cli/commands/index.ts'
import { wallClock } from '../../../electron/host/system.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reset-'))
  store = openStore({ folder, clock: wallClock })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const old = 'correct horse battery'
const user = (login: string, role: 'admin' | 'agent') => store.users.save({ login, name: login, role, operatorId: null }, old)

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const terminal = { out: (line: string) => void lines.push(line), error: (line: string) => void lines.push(line) }
  const code = await commands['reset-admin']?.([...args, '--data', folder], terminal, {})
  return { code: code ?? -1, lines }
}
const passwordIn = (lines: string[]) => /^New password of \S+: (\S+)$/.exec(lines[0] ?? '')?.[1] ?? ''

it('beside a host that has the folder: the new password is valid, the old one and the sessions are not, and it is noted', async () => {
  const ada = await user('Ada', 'admin')
  const { token } = store.users.openSession(ada.id)
  store.signInLockouts.save({ key: 'login:ada', failures: [1, 2, 3], lockedUntil: Date.now() + 60_000 })
  const { code, lines } = await run('ada')
  expect(code).toBe(0)
  expect(passwordIn(lines)).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  expect(await store.users.verify('Ada', old)).toBeNull()
  expect((await store.users.verify('Ada', passwordIn(lines)))?.id).toBe(ada.id)
  expect(store.users.session(token)).toBeNull()
  expect(store.signInLockouts.load()).toEqual([])
  expect(store.audit.list(1)).toMatchObject([{ userId: 'host', action: 'user.password', target: 'Ada', detail: 'reset-admin' }])
  expect(JSON.stringify(store.audit.list(5))).not.toContain(passwordIn(lines))
})

it('with the host stopped', async () => {
  await user('ada', 'admin')
  store.close()
  const { code, lines } = await run()
  store = openStore({ folder, clock: wallClock })
  expect(code).toBe(0)
  expect(await store.users.verify('ada', passwordIn(lines))).toMatchObject({ login: 'ada' })
})

it('asks which where there are several, and makes nobody an administrator', async () => {
  await user('ada', 'admin')
  await user('bea', 'admin')
  await user('carl', 'agent')
  expect(await run()).toEqual({ code: 2, lines: ['Name one of the administrators: ada, bea'] })
  expect(await run('carl')).toEqual({ code: 1, lines: ['There is no administrator of that name, only: ada, bea'] })
  for (const login of ['ada', 'bea', 'carl']) expect(await store.users.verify(login, old)).not.toBeNull()
  expect(store.audit.list(5)).toEqual([])
})

it('says what else keeps it from that', async () => {
  expect(await run()).toMatchObject({ code: 1, lines: [expect.stringContaining('link for the first admin')] })
  const terminal = { out: () => {}, error: () => {} }
  expect(await commands['reset-admin']?.(['--data', join(folder, 'none')], terminal, {})).toBe(1)
  expect(await commands['reset-admin']?.(['--nonsense'], terminal, {})).toBe(2)
  store.close()
  const { default: Database } = await import('better-sqlite3')
  const database = new Database(join(folder, 'cordboard.sqlite'))
  database.pragma('user_version = 5')
  database.close()
  expect(await run()).toMatchObject({ code: 1, lines: [expect.stringContaining('Start the host once')] })
  const again = new Database(join(folder, 'cordboard.sqlite'))
  again.pragma('user_version = 9999')
  again.close()
  expect(await run()).toMatchObject({ code: 1, lines: [expect.stringContaining('newer version')] })
})
