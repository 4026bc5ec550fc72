// An import of contacts whose host dies: before it is put in force nothing of it stays, after it all of it is.
import { expect, onTestFinished, test } from 'vitest'
import { contactImport, removeUnfinished } from '../../../electron/adapters/store/contactImport.ts'
import { contactReader, contactRepository } from '../../../electron/adapters/store/contacts.ts'
import { openDatabase } from '../../../electron/adapters/store/database.ts'
import { Sql } from '../../../electron/adapters/store/sql.ts'
import { temporaryFolder } from './support.ts'

const staged = (changes: string | null, at: number) => ({
  changes,
  name: `Person ${at}`,
  company: 'New',
  email: '',
  note: '',
  numbers: [`+49301000${at}`],
})

function office() {
  const database = openDatabase(temporaryFolder())
  onTestFinished(() => void database.close())
  const sql = new Sql(database)
  const contacts = contactRepository(sql)
  const old = { id: '', name: 'Person 0', company: 'Old', numbers: ['+49302000'], email: '', note: '', mine: false }
  const id = contacts.save('u', old)
  const shown = () =>
    contactReader(sql)
      .list('u', { text: '', favourites: false, limit: 500 })
      .contacts.map(({ name, company, numbers }) => `${name} ${company} ${numbers}`)
  const begin = () => {
    const begun = contactImport(sql)
    begun.add([staged(id, 0), ...Array.from({ length: 99 }, (_, at) => staged(null, at + 1))])
    return begun
  }
  return { sql, shown, begin }
}

test('a host that dies before the import is put in force leaves nothing of it', () => {
  const { sql, shown, begin } = office()
  begin()
  removeUnfinished(sql)
  expect(shown()).toEqual(['Person 0 Old +49302000'])
})

test('a host that dies while it is put in force: the next one goes on', () => {
  const { sql, shown, begin } = office()
  const begun = begin()
  begun.commit()
  expect(begun.settle()).toBe(true)
  removeUnfinished(sql)
  expect(shown()).toHaveLength(100)
  expect(shown()).toContain('Person 0 New +493010000')
  expect(sql.prepare('SELECT count(*) AS n FROM contacts WHERE owner IS NOT NULL').get()).toEqual({ n: 0 })
  expect(begun.settle()).toBe(false)
})
