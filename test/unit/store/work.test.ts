import { describe, expect, it } from 'vitest'
import { testStore } from './support.ts'

const request = { id: 'cb1', number: '+49301234', queueId: 'sales', callId: 'c1', at: 1 }
const message = {
  id: 'vm1',
  mailboxId: 'main',
  callId: 'c1',
  from: '+49301234',
  fromName: 'Erika',
  at: 5,
  seconds: 3.5,
  file: 'vm1.wav',
  status: 'new' as const,
  assignedTo: null,
  note: null,
}

describe('callbacks', () => {
  it('are one open request a number and queue', () => {
    const { store } = testStore()
    expect(store.callbacks.create(request).created).toBe(true)
    expect(store.callbacks.create({ ...request, id: 'cb2' })).toMatchObject({ created: false, callback: { id: 'cb1' } })
    expect(store.callbacks.create({ ...request, id: 'cb3', queueId: 'help' }).created).toBe(true)
  })

  it('may be asked for again when the first is done, but the same id is the same request', () => {
    const { store } = testStore()
    const { callback } = store.callbacks.create(request)
    store.callbacks.save({
      ...callback,
      status: 'done',
      outcome: 'reached',
      attempts: [{ at: 2, operatorId: 'op1', result: 'reached' }],
    })
    expect(store.callbacks.create(request)).toMatchObject({ created: false, callback: { status: 'done' } })
    expect(store.callbacks.create({ ...request, id: 'cb2', at: 3 }).created).toBe(true)
    expect(store.callbacks.open('sales').map((c) => c.id)).toEqual(['cb2'])
    expect(store.callbacks.list({ closed: true, limit: 10 }).map((c) => [c.id, c.attempts.length])).toEqual([
      ['cb2', 0],
      ['cb1', 1],
    ])
  })
})

describe('voicemails', () => {
  it('are one message an id, and counted while new', () => {
    const { store } = testStore()
    store.voicemails.add(message)
    store.voicemails.add(message)
    store.voicemails.add({ ...message, id: 'vm2', at: 9 })
    expect(store.voicemails.countNew('main')).toBe(2)
    store.voicemails.save({ ...message, status: 'heard', assignedTo: 'op1' })
    expect(store.voicemails.countNew('main')).toBe(1)
    expect(store.voicemails.list({ mailboxId: 'main', limit: 10 }).map((m) => m.id)).toEqual(['vm2', 'vm1'])
    expect(store.voicemails.get('vm1')).toEqual({ ...message, status: 'heard', assignedTo: 'op1' })
    expect([store.voicemails.remove('vm1'), store.voicemails.remove('vm1')]).toEqual([true, false])
  })
})

describe('the audit trail', () => {
  it('is read newest first', () => {
    const { store, clock } = testStore()
    store.audit.add({ userId: 'u1', action: 'queue.save', target: 'sales' })
    store.audit.add({ userId: 'u1', action: 'queue.remove', target: 'sales', detail: 'empty' })
    expect(store.audit.list(1)).toEqual([
      {
        id: 2,
        at: clock.now(),
        userId: 'u1',
        action: 'queue.remove',
        target: 'sales',
        detail: 'empty',
        changes: [],
        undo: 'none',
      },
    ])
  })
})
