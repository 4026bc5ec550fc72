// Mails at rest: queued with their message or not at all, and the addresses that mailboxes had before there was mail.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { databaseName, openDatabase } from '../../../electron/adapters/store/database.ts'
import { migrations } from '../../../electron/adapters/store/migrations/index.ts'
import { readySnapshot, snapshotTo } from '../../../electron/adapters/store/snapshot.ts'
import type { Store } from '../../../electron/adapters/store/store.ts'
import { mailSettings, messageMailId } from '../../../shared/domain/mail.ts'
import { mailbox } from '../../../shared/domain/office.ts'
import { storeWithDatabase, temporaryFolder, testStore } from './support.ts'

const message = (id: string) => ({
  id,
  mailboxId: 'front',
  callId: 'cb-1',
  from: '030',
  fromName: '',
  at: 1,
  seconds: 3,
  file: 'aa/x.wav',
  status: 'new' as const,
  assignedTo: null,
  note: null,
})
const withMail = (store: Store) => {
  store.office.mail.save(mailSettings.parse({ host: 'smtp.example', from: 'a@b.example' }))
  store.office.mailboxes.save(mailbox.parse({ id: 'front', name: 'Front', addresses: ['ann@example.com', 'bob@example.com'] }))
}

describe('the mails of a message', () => {
  it('are on disk with it, in one write, and are announced when they are there', () => {
    const { store, database } = storeWithDatabase()
    withMail(store)
    const announced: string[] = []
    store.mails.follow(({ id }) => {
      announced.push(id)
      expect(database.inTransaction).toBe(false)
    })
    store.voicemails.add(message('m1'))
    store.voicemails.add(message('m1'))
    const ids = [messageMailId('m1', 'ann@example.com'), messageMailId('m1', 'bob@example.com')]
    expect(store.mails.pending().map(({ id }) => id)).toEqual(ids)
    expect(announced).toEqual(ids)
  })

  it('wait with it while the disk refuses, and follow it once', () => {
    const { store, clock, database } = storeWithDatabase()
    withMail(store)
    database.pragma('query_only = ON')
    store.voicemails.add(message('m1'))
    expect([store.voicemails.get('m1')?.id, store.mails.of('m1')]).toEqual(['m1', []])
    database.pragma('query_only = OFF')
    clock.advance(10_000)
    expect([store.writes.state.waiting, store.mails.of('m1').length]).toEqual([0, 2])
  })

  it('cost no message when they alone cannot be written', () => {
    const { store, database } = storeWithDatabase()
    withMail(store)
    database.exec('DROP TABLE mails')
    store.voicemails.add(message('m1'))
    store.voicemails.save({ ...message('m1'), transcript: 'words' })
    expect([store.writes.state.waiting, store.voicemails.get('m1')?.transcript]).toEqual([0, 'words'])
    expect(store.badRows.rows.map(({ table }) => table)).toContain('mails')
  })

  it('are marked in memory while the disk refuses the mark', () => {
    const { store, clock, database } = storeWithDatabase()
    withMail(store)
    store.voicemails.add(message('m1'))
    const id = messageMailId('m1', 'ann@example.com')
    database.pragma('query_only = ON')
    store.mails.update(id, { status: 'sent', attempts: 1 })
    expect([store.mails.get(id)?.status, store.mails.pending().length]).toEqual(['sent', 1])
    expect(
      store.mails
        .overlay(10)([])
        .map(({ status }) => status),
    ).toEqual(['sent'])
    database.pragma('query_only = OFF')
    clock.advance(10_000)
    expect(store.mails.overlay(10)([])).toEqual([])
    expect(store.mails.get(id)?.status).toBe('sent')
  })

  it('that wait when a backup is made are not sent by the office that goes on from it', () => {
    const { store, folder } = testStore()
    withMail(store)
    store.voicemails.add(message('m1'))
    const copy = temporaryFolder()
    snapshotTo(folder, join(copy, databaseName))
    readySnapshot(join(copy, databaseName))
    const { store: restored } = testStore(copy)
    expect([restored.mails.pending(), store.mails.pending().length]).toEqual([[], 2])
    expect(restored.mails.of('m1').map(({ status, failure }) => `${status} ${failure}`)).toEqual([
      'dead restored',
      'dead restored',
    ])
  })

  it('go when they are over and old, and stay while they wait', () => {
    const { store, clock } = testStore()
    withMail(store)
    store.voicemails.add(message('m1'))
    store.mails.update(messageMailId('m1', 'ann@example.com'), { status: 'dead' })
    expect(store.pruning.step('mails', clock.now(), 100)).toBe(0)
    expect(store.pruning.step('mails', clock.now() + 1, 100)).toBe(1)
    expect(store.mails.of('m1').map(({ recipient }) => recipient)).toEqual(['bob@example.com'])
  })
})

it.each([
  ['ann@example.com', ['ann@example.com']],
  ['a.nn+box@mail.example.co.uk', ['a.nn+box@mail.example.co.uk']],
  ['', []],
  ['none', []],
  ['ann@example', []],
  ['ann@example.c0m', []],
  ['ann@-example.com', []],
  ['ann..b@example.com', []],
  ['ann.@example.com', []],
  ['Ann <ann@example.com>', []],
  ['ann@example.com, bob@example.com', []],
])('a mailbox that had “%s” as its e-mail has the addresses %j', (email, addresses) => {
  const folder = temporaryFolder()
  const before = openDatabase(
    folder,
    migrations.filter(({ number }) => number < 270),
  )
  before
    .prepare("INSERT INTO records (kind, id, position, body) VALUES ('mailbox', 'front', 0, ?)")
    .run(JSON.stringify({ id: 'front', name: 'Front', maxSeconds: 60, email }))
  before.close()
  const { store } = testStore(folder)
  expect(store.office.mailboxes.list()).toEqual([mailbox.parse({ id: 'front', name: 'Front', maxSeconds: 60, addresses })])
  expect(store.badRows.rows).toEqual([])
})
