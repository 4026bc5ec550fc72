// Rows that cannot be read hide no other, and keep no office from starting.
import { describe, expect, it } from 'vitest'
import { extension } from '../../../shared/domain/office.ts'
import { entryOf, storeWithDatabase } from './support.ts'

describe('what cannot be read', () => {
  it('is left out by itself: the other calls are resumed, the row is set aside and reported', () => {
    const { folder, clock, store, database } = storeWithDatabase()
    for (const id of ['cb-1', 'cb-2', 'cb-3']) store.journal.save(entryOf(id))
    database.prepare("UPDATE journal SET entry = '{\"callId\":' WHERE call_id = 'cb-2'").run()
    expect(store.journal.load().map(({ callId }) => callId)).toEqual(['cb-1', 'cb-3'])
    expect(store.badRows.rows).toEqual([{ table: 'journal', id: 'cb-2', reason: 'no valid JSON' }])
    store.close()
    const again = storeWithDatabase(folder, clock)
    expect(again.store.journal.load()).toHaveLength(2)
    expect(again.store.badRows.rows).toEqual([])
    expect(again.database.prepare('SELECT source, id FROM set_aside').all()).toEqual([{ source: 'journal', id: 'cb-2' }])
  })

  it.each([
    ['records', "UPDATE records SET body = '{}' WHERE kind = 'extension' AND id = '201'"],
    ['settings', 'INSERT INTO settings VALUES (\'office\', \'{"name":7,"country":"FR"}\')'],
  ])('of the %s does not keep the office from starting', (_name, damage) => {
    const { store, database } = storeWithDatabase()
    for (const number of ['201', '202']) store.office.extensions.save(extension.parse({ number, name: number }))
    database.prepare(damage).run()
    const config = store.office.loadConfig()
    expect([...config.extensions.keys()]).toContain('202')
    expect(config.settings.name).toBeTypeOf('string')
    if (_name === 'settings') expect(config.settings.country).toBe('FR')
    expect(store.badRows.rows).toHaveLength(1)
  })
})
