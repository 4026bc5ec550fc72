import { describe, expect, it, onTestFinished } from 'vitest'
import type { User } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { guessRoles } from '../../../shared/addressBook/columns.ts'
import { contactOf } from '../../../shared/addressBook/read.ts'
import { readTable } from '../../../shared/addressBook/table.ts'
import { toCsv } from '../../../shared/domain/csv.ts'
import { stopwatch } from '../../support/stopwatch.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  return { ...made, as: async (user: User) => (await inMemory(rpc, contextOf(user))).client }
}

const vera = { id: '', name: 'Vera Vos', numbers: ['030 901820'], company: 'Vos & Co' }

describe('the directory', () => {
  it('finds a contact by part of its name, firm or number, however it is written', async () => {
    const { as, deps } = await office()
    const client = await as(ben)
    await client.directory.save(vera)
    const country = deps.config().settings.country
    const names = async (text: string) => (await client.directory.list({ text })).contacts.map((each) => each.name)
    expect(await names('vos')).toEqual(['Vera Vos'])
    expect(await names('co')).toEqual(['Vera Vos'])
    expect(await names('90182')).toEqual(['Vera Vos'])
    expect(await names('100%')).toEqual([])
    const { contact } = contactOf(['V', '030901820'], ['name', 'number'], country)
    if (!contact) throw new Error('no number')
    expect(await client.directory.lookup({ numbers: [String(contact.numbers[0]), '911'] })).toEqual([
      expect.objectContaining({ name: 'Vera Vos', company: 'Vos & Co' }),
    ])
  })

  it('shows a private contact to its owner alone', async () => {
    const { as } = await office()
    const mine = await (await as(ben)).directory.save({ ...vera, mine: true })
    const other = await as(cleo)
    expect((await other.directory.list({})).total).toBe(0)
    await expect(other.directory.remove({ id: mine.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('has one contact on a speed-dial key, each user their own', async () => {
    const { as } = await office()
    const client = await as(ben)
    const one = await client.directory.save(vera)
    const two = await client.directory.save({ ...vera, name: 'Wim', numbers: ['030 777777'] })
    await client.directory.mark({ id: one.id, favourite: true, speedDial: 1 })
    await client.directory.mark({ id: two.id, favourite: true, speedDial: 1 })
    const keys = (await client.directory.list({ favourites: true })).contacts.map((each) => [each.name, each.speedDial])
    expect(keys).toEqual([
      ['Vera Vos', null],
      ['Wim', 1],
    ])
    expect((await (await as(cleo)).directory.list({ favourites: true })).total).toBe(0)
  })

  it('tells what an import would do before it does it', async () => {
    const { as } = await office()
    const client = await as(cleo)
    await client.directory.save(vera)
    const rows = [
      { ...vera, email: '', note: '' },
      { ...vera, company: 'New' },
      { name: 'Xi', numbers: ['030 555555'] },
    ]
    expect(await client.directory.import({ contacts: rows, dryRun: true })).toEqual({ added: 1, changed: 1, same: 1 })
    expect((await client.directory.list({})).total).toBe(1)
    expect(await client.directory.import({ contacts: rows, dryRun: false })).toEqual({ added: 1, changed: 1, same: 1 })
    expect((await client.directory.list({})).contacts.map((each) => [each.name, each.company])).toEqual([
      ['Vera Vos', 'New'],
      ['Xi', ''],
    ])
    await expect((await as(ben)).directory.import({ contacts: [], dryRun: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('puts an import that comes in parts in force as a whole, and one that was stopped not at all', async () => {
    const { as } = await office()
    const client = await as(cleo)
    const rows = (name: string) => [{ name, numbers: [`030 5555${name.length}`] }]
    const send = (name: string, batch: string, more: boolean) =>
      client.directory.import({ contacts: rows(name), dryRun: false, part: { batch, more } })
    expect(await send('Xi', 'stopped', true)).toEqual({ added: 0, changed: 0, same: 0 })
    expect((await client.directory.list({})).total).toBe(0)
    await send('Yves', 'whole', true)
    expect(await send('Zoë', 'whole', false)).toEqual({ added: 2, changed: 0, same: 0 })
    expect((await client.directory.list({})).contacts.map((each) => each.name)).toEqual(['Yves', 'Zoë'])
    expect((await client.directory.list({ limit: 1, offset: 1 })).contacts.map((each) => each.name)).toEqual(['Zoë'])
  })

  it('imports thousands of contacts without holding the host up: what else there is to do has its turn', async () => {
    const { as } = await office()
    const client = await as(cleo)
    const contacts = Array.from({ length: 2000 }, (_, at) => ({ name: `Person ${at}`, numbers: [`+4930${2_000_000 + at}`] }))
    const part = (batch: string, company: string, more: boolean) =>
      client.directory.import({ contacts: contacts.map((each) => ({ ...each, company })), dryRun: false, part: { batch, more } })
    await part('new', 'One', true)
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    const took = stopwatch()
    // The same rows twice: the second time they are the same as those the file brought before.
    expect(await part('new', 'One', false)).toEqual({ added: 2000, changed: 0, same: 2000 })
    // Looked for contact by contact, each number costs more the more there are.
    expect(took()).toBeLessThan(2000)
    expect(turns).toBeGreaterThan(10)
    expect(await part('other', 'Two', false)).toEqual({ added: 0, changed: 2000, same: 0 })
    clearInterval(timer)
    const { contacts: kept, total } = await client.directory.list({ text: 'Person 1999' })
    expect([total, kept.map((each) => [each.company, each.numbers])]).toEqual([1, [['Two', ['+49302001999']]]])
    expect((await client.directory.list({})).total).toBe(2000)
  })

  it('keeps stars, keys and who a number belongs to when an import changes a contact; a refused row changes none', async () => {
    const { as } = await office()
    const client = await as(cleo)
    const { id } = await client.directory.save(vera)
    await client.directory.mark({ id, favourite: true, speedDial: 3 })
    const added = Array.from({ length: 450 }, (_, at) => ({ name: `Person ${at}`, numbers: [`+4930${2_000_000 + at}`] }))
    const changed = { ...vera, company: 'New', numbers: ['030 901820', '030 901821'] }
    const bad = { name: 'Bad', numbers: ['x'] }
    const total = async () => (await client.directory.list({})).total
    await expect(client.directory.import({ contacts: [changed, ...added, bad], dryRun: false })).rejects.toMatchObject({
      code: 'INVALID',
    })
    expect(await total()).toBe(1)
    await client.directory.import({ contacts: [changed, ...added], dryRun: false })
    expect(await total()).toBe(451)
    expect((await client.directory.list({ favourites: true })).contacts).toMatchObject([
      { id, company: 'New', speedDial: 3, mine: false, numbers: ['+4930901820', '+4930901821'] },
    ])
    expect(await client.directory.lookup({ numbers: ['030 901821'] })).toMatchObject([{ contactId: id, name: 'Vera Vos' }])
  })
})

describe('a CSV file', () => {
  it('is read with quotes, line ends and separators of any office, and written back the same', () => {
    const rows = [
      ['Name', 'Phone', 'Note'],
      ['Vos, Vera', '+49 30 901820', 'says "hello"\nagain'],
    ]
    const read = (text: string) => {
      const table = readTable(text)
      return [table.headings, ...table.rows.map(({ cells }) => cells)]
    }
    expect(read(toCsv(rows))).toEqual(rows)
    expect(read('Name;Telefon\r\nVera;030 1\r\n\r\n')).toEqual([
      ['Name', 'Telefon'],
      ['Vera', '030 1'],
    ])
    expect(toCsv([['=cmd()', '-x', '+49']])).toContain("'=cmd(),'-x,+49")
  })

  it('names its columns itself in five languages', () => {
    expect(guessRoles(['Nom', 'Société', 'Téléphone', 'Portable', 'Courriel'])).toEqual([
      'name',
      'company',
      'number',
      'number',
      'email',
    ])
  })

  it('says which row has no name or no number', () => {
    expect(contactOf(['', '030 901820'], ['name', 'number'], 'DE')).toEqual({
      contact: null,
      problems: [{ reason: 'name', cell: '', left: true }],
    })
    expect(contactOf(['Vera', '-'], ['name', 'number'], 'DE')).toEqual({
      contact: null,
      problems: [{ reason: 'number', cell: '', left: true }],
    })
  })
})

describe('the audio library', () => {
  it('speaks a prompt, renames it, says where it plays, and keeps it while a flow plays it', async () => {
    const { as, store } = await office()
    const client = await as(anna)
    const prompt = await client.settings.prompts.speak({ name: 'Hello', language: 'de', text: 'Guten Tag' })
    expect(prompt.variants).toEqual({ de: prompt.id })
    expect(await client.settings.prompts.rename({ id: prompt.id, name: 'Greeting' })).toMatchObject({ name: 'Greeting' })
    const start = { id: 'start', type: 'start', label: '', position: { x: 0, y: 0 }, config: {} }
    const play = { ...start, id: 'p', type: 'playAudio', config: { prompt: { kind: 'audio', id: prompt.id } } }
    store.flows.create({ schema: 1, id: 'f', name: 'Front', nodes: [start, play], edges: [], notes: [], variables: [] } as never)
    expect(await client.settings.prompts.uses()).toEqual([{ id: prompt.id, flows: [{ id: 'f', name: 'Front' }] }])
    await expect(client.settings.prompts.remove({ id: prompt.id })).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
