// What grows with the years is read on other threads: no procedure reads rows of it through the connection that calls write with.
import type Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { contract } from '../../../shared/contract/index.ts'
import { storeWithDatabase } from '../store/support.ts'
import { anna, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

/** Tables with a row for each call, message, change or import. */
const growing =
  'asserted_identities audit call_notes call_operators call_order call_parts call_sounds callbacks calls contact_numbers contacts host_runs mails missed operator_states outbox recovered removed_calls search_changes trace traffic trash voicemails'
/** Tables that are as large as the office, or as what runs now. */
const bounded =
  'api_tokens effects favourites flow_versions flows journal kept lockouts missed_backfill phone_states pins preferences records secrets sessions set_aside settings users'

it('every table is known to grow, or not to', () => {
  const { database } = storeWithDatabase()
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
  expect(tables.map((table) => (table as { name: string }).name).sort()).toEqual(`${growing} ${bounded}`.split(' ').sort())
})

type Node = { '~orpc'?: object } & { [key: string]: unknown }
const procedures = (of: Node, path: string[] = []): string[] =>
  Object.entries(of).flatMap(([key, value]) => {
    const inner = value as Node
    return inner['~orpc'] ? [[...path, key].join('.')] : procedures(inner, [...path, key])
  })

/** Notes statements that read many rows, from now on. */
function watched(database: Database.Database): { readonly reads: string[] } {
  const reads: string[] = []
  const prepare = database.prepare.bind(database)
  const grows = new RegExp(`\\b(from|join) "?(${growing.replaceAll(' ', '|')})"?\\b`, 'i')
  database.prepare = ((text: string) => {
    const statement = prepare(text)
    if (!grows.test(text) || /where "?id"? = (\?|:id)/i.test(text)) return statement // one of them, by the index
    for (const how of ['all', 'iterate'] as const) {
      const read = statement[how].bind(statement) as (...values: unknown[]) => never
      statement[how] = (...values: unknown[]) => {
        reads.push(text)
        return read(...values)
      }
    }
    return statement
  }) as typeof database.prepare
  return { reads }
}

it('no procedure reads a list of them on the thread that runs calls, and each list has its rows', async () => {
  const { deps, store, database } = testDeps()
  const by = { userId: anna.id, target: 'x' }
  store.audit.add({ ...by, action: 'test.listed' })
  store.callbacks.create({ id: 'cb1', number: '+4930', queueId: 'sales', at: 1, callId: 'c1' })
  const sound = { id: 's1', file: 's1.wav', at: 1, seconds: 2, from: '+4930', fromName: '' }
  const message = { ...sound, mailboxId: 'main', callId: 'c1', status: 'new' as const, assignedTo: null, note: null }
  store.voicemails.add(message)
  store.outbox.add({
    ...{ id: 'd1', callId: 'c1', url: 'https://x/', headers: {}, body: '{}', status: 'pending', attempts: 0 },
    ...{ lastStatus: null, lastError: null, nextAt: 1, createdAt: 1 },
  })
  const mail = {
    kind: 'voicemail',
    about: 's1',
    notice: null,
    recipient: 'a@b.example',
    status: 'pending',
    attempts: 0,
    nextAt: 1,
  } as const
  store.mails.queue([{ ...mail, id: 'm1', giveUpAt: 2, failure: null, answer: '', createdAt: 1, removeDue: false }])
  store.recovered.add({ ...sound, place: 'recordings', callId: null, foundAt: 1 })
  store.trash.put({ kind: 'voicemail', name: 'gone', by: 'anna', body: { ...message, id: 's2' } }, () => {})
  const main = watched(database)
  const rpc = openRpc(deps)
  onTestFinished(() => rpc.close())
  const { client } = await inMemory(rpc, contextOf(anna))
  const answers = new Map<string, unknown>()
  for (const name of procedures(contract as unknown as Node)) {
    const procedure = name.split('.').reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], client) as (
      input: unknown,
    ) => Promise<unknown>
    for (const input of [undefined, {}, { id: 's1' }, { id: 'x', from: 1, until: 2 }]) {
      const before = main.reads.length
      const answer = await procedure(input).catch(() => undefined)
      await (answer as { return?(): Promise<unknown> } | undefined)?.return?.()
      expect([name, main.reads.slice(before)]).toEqual([name, []])
      if (answer !== undefined && !answers.has(name)) answers.set(name, answer)
    }
  }
  const lists =
    'callbacks.list voicemails.list system.audit system.deliveries trash.list recovered.list integration.callbacks settings.mail.list'
  for (const name of lists.split(' '))
    expect([name, answers.get(name)]).toEqual([name, expect.arrayContaining([expect.anything()])])
})

it('the watch sees a list that is read there', () => {
  const { store, database } = storeWithDatabase()
  const main = watched(database)
  store.voicemails.list({ limit: 5 })
  expect(main.reads).toHaveLength(1)
})
