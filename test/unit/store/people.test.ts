import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashSecret } from '../../../electron/adapters/store/passwords.ts'
import { sessionMs } from '../../../electron/adapters/store/users.ts'
import { usualRinging } from '../../../shared/domain/ringing.ts'
import { storeWithDatabase, testStore } from './support.ts'

const admin = { login: 'anna', name: 'Anna', role: 'admin', operatorId: null } as const

describe('users', () => {
  it('sign in with their own password only, whatever the case of the login', async () => {
    const { store } = testStore()
    const anna = await store.users.save(admin, 'correct horse')
    expect(await store.users.verify('ANNA', 'correct horse')).toEqual(anna)
    expect(await store.users.verify('anna', 'wrong horse')).toBeNull()
    expect(await store.users.verify('nobody', 'correct horse')).toBeNull()
  })

  it('ring as they chose, each their own, also after a restart and a change of their name', async () => {
    const { store, clock, folder } = testStore()
    const anna = await store.users.save(admin, 'correct horse')
    const ben = await store.users.save({ ...admin, login: 'ben' }, 'correct horse')
    store.users.setRinging(anna.id, { tone: 'chime', volume: 30 })
    store.users.write({ ...anna, name: 'Anna B.' })
    store.close()
    const { users } = testStore(folder, clock).store
    expect(users.ringing(anna.id)).toEqual({ tone: 'chime', volume: 30 })
    expect(users.ringing(ben.id)).toEqual(usualRinging)
  })

  it('keep their session over a restart, until it expires or is closed', async () => {
    const { store, clock, folder } = testStore()
    const anna = await store.users.save(admin, 'correct horse')
    const first = store.users.openSession(anna.id)
    const second = store.users.openSession(anna.id)
    store.close()
    const again = testStore(folder, clock).store
    expect(again.users.session(first.token)).toEqual(anna)
    again.users.closeSession(first.token)
    expect(again.users.session(first.token)).toBeNull()
    clock.advance(sessionMs + 1)
    expect(again.users.session(second.token)).toBeNull()
    expect(again.users.session('made up')).toBeNull()
  })

  it('lose their sessions when the password or the role changes', async () => {
    const { store } = testStore()
    await store.users.save(admin, 'correct horse')
    const ben = await store.users.save({ login: 'ben', name: 'Ben', role: 'supervisor', operatorId: null }, 'battery staple')
    const byPassword = store.users.openSession(ben.id)
    await store.users.save(ben, 'another password')
    expect(store.users.session(byPassword.token)).toBeNull()
    const byRole = store.users.openSession(ben.id)
    await store.users.save({ ...ben, role: 'agent' })
    expect(store.users.session(byRole.token)).toBeNull()
  })

  it('always include an admin', async () => {
    const { store } = testStore()
    const anna = await store.users.save(admin, 'correct horse')
    expect(() => store.users.remove(anna.id)).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    await expect(store.users.save({ ...anna, role: 'agent' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(store.users.get(anna.id)).toEqual(anna)
  })

  it('do not share a login or an operator', async () => {
    const { store } = testStore()
    await store.users.save({ ...admin, operatorId: 'op1' }, 'correct horse')
    await expect(store.users.save({ ...admin, login: 'Anna' }, 'x')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(store.users.save({ ...admin, login: 'ben', operatorId: 'op1' }, 'x')).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('PINs', () => {
  it('find their operator, and no other PIN does', async () => {
    const { store } = testStore()
    await store.pins.setPin('op1', '4711')
    expect(await store.pins.find('4711')).toBe('op1')
    expect(await store.pins.find('4712')).toBeNull()
  })

  it('of earlier versions, hashed without the office’s key, go on working', async () => {
    const { store, database } = storeWithDatabase()
    await store.pins.setPin('op1', '4711')
    database.prepare('UPDATE pins SET hash = ?').run(await hashSecret('4711'))
    expect(await store.pins.find('4711')).toBe('op1')
    database.prepare('UPDATE pins SET hash = ?').run(await hashSecret('4712'))
    expect(await store.pins.find('4711')).toBeNull()
  })

  it('are unique in the office', async () => {
    const { store } = testStore()
    await store.pins.setPin('op1', '4711')
    await expect(store.pins.setPin('op2', '4711')).rejects.toMatchObject({ code: 'PIN_TAKEN' })
    const outcomes = await Promise.allSettled([store.pins.setPin('op2', '5822'), store.pins.setPin('op3', '5822')])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })

  it('are replaced by a reset', async () => {
    const { store } = testStore()
    await store.pins.setPin('op1', '4711')
    const pin = await store.pins.reset('op1', 6)
    expect(pin).toMatch(/^\d{6}$/)
    expect(await store.pins.find('4711')).toBeNull()
    expect(await store.pins.find(pin)).toBe('op1')
    expect(store.pins.lengths()).toEqual([6])
  })

  it('stand nowhere in the data folder', async () => {
    const { store, folder } = testStore()
    await store.pins.setPin('op1', '83920175')
    store.starter.set({ number: '5000', operators: [{ name: 'A', extension: '201', pin: '83920175' }] })
    expect(store.starter.get()?.operators[0]?.pin).toBe('83920175')
    const all = readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile())
    for (const file of all) expect(readFileSync(join(folder, file.name), 'latin1')).not.toContain('83920175')
    store.starter.dismiss()
    expect(store.starter.get()).toBeNull()
  })
})

describe('lockouts', () => {
  it('survive a restart, each in its scope', () => {
    const { store, clock, folder } = testStore()
    const row = { key: 'ext:201', failures: [1, 2, 3], lockedUntil: 99 }
    store.lockouts.save(row)
    store.lockouts.save({ ...row, lockedUntil: 100 })
    store.close()
    const again = testStore(folder, clock).store
    expect(again.lockouts.load()).toEqual([{ ...row, lockedUntil: 100 }])
    expect(again.signInLockouts.load()).toEqual([])
    again.lockouts.remove('ext:201')
    expect(again.lockouts.load()).toEqual([])
  })
})
