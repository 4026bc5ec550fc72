import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { operator, queue, trunk } from '../../../shared/domain/office.ts'
import { testStore } from './support.ts'

const sales = queue.parse({ id: 'sales', name: 'Sales' })
const help = queue.parse({ id: 'help', name: 'Help' })
const anna = operator.parse({ id: 'op1', name: 'Anna', extension: '201', queues: [{ queueId: 'sales' }, { queueId: 'help' }] })

describe('the office', () => {
  it('is there before anyone has set it up', () => {
    const { store } = testStore()
    expect(store.office.settings.saved()).toBe(false)
    expect(store.office.loadConfig()).toMatchObject({ settings: { name: 'Office', pinLength: 4 }, outgoing: [] })
  })

  it('is one snapshot that later changes do not touch', () => {
    const { store } = testStore()
    store.office.queues.save(sales)
    const before = store.office.loadConfig()
    store.office.queues.save({ ...sales, name: 'Sales and orders' })
    store.office.queues.save(help)
    expect([...before.queues.values()]).toEqual([sales])
    expect([...store.office.loadConfig().queues.values()].map((q) => q.name)).toEqual(['Sales and orders', 'Help'])
    expect(() => Object.assign(before.queues.get('sales') ?? {}, { name: 'other' })).toThrow()
  })

  it('takes a removed queue out of its operators, and a removed operator out of users and PINs', async () => {
    const { store } = testStore()
    store.office.queues.save(sales)
    store.office.queues.save(help)
    store.office.operators.save(anna)
    await store.pins.setPin('op1', '4711')
    const user = await store.users.save({ login: 'a', name: 'A', role: 'admin', operatorId: 'op1' }, 'some password')
    store.office.queues.remove('sales')
    expect(store.office.operators.get('op1')?.queues).toEqual([{ queueId: 'help', penalty: 0 }])
    expect(store.office.operators.remove('op1')).toBe(true)
    expect([await store.pins.find('4711'), store.users.get(user.id)?.operatorId]).toEqual([null, null])
  })

  it('keeps the order of outgoing rules', () => {
    const { store } = testStore()
    const rule = (id: string) => ({ id, pattern: '0.', trunkId: 't', callerId: '', strip: 0, class: 'national' as const })
    store.office.outgoing.replaceAll([rule('b'), rule('a')])
    store.office.outgoing.replaceAll([rule('c'), rule('b'), rule('a')])
    expect(store.office.outgoing.list().map((r) => r.id)).toEqual(['c', 'b', 'a'])
  })

  it('keeps a trunk’s password sealed, and through a save without one', () => {
    const { store, folder } = testStore()
    const line = trunk.parse({ id: 't1', name: 'Line', host: 'sip.example', password: 'very-secret-password' })
    store.office.trunks.save(line)
    const { password: _, ...open } = line
    store.office.trunks.save({ ...open, name: 'Renamed' })
    expect(store.office.trunks.get('t1')).toEqual({ ...line, name: 'Renamed' })
    for (const file of ['cordboard.sqlite', 'cordboard.sqlite-wal'])
      expect(readFileSync(join(folder, file), 'latin1')).not.toContain('very-secret-password')
    store.office.trunks.save({ ...line, password: '' })
    expect(store.office.trunks.get('t1')?.password).toBeUndefined()
  })
})
