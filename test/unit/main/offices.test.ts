import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { builtInFile } from '../../../electron/desktop/main/builtIn.ts'
import { openOffices } from '../../../electron/desktop/main/offices.ts'

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'cordboard-offices-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}
const harbour = { name: 'Harbour', address: 'https://192.0.2.7:7080', fingerprint: 'AA', key: 'k' }

test('an office that is joined is chosen, there at the next start, and pinned again rather than twice', () => {
  const file = join(folder(), 'offices.json')
  const offices = openOffices(file)
  expect([offices.known, offices.chosen]).toEqual([false, null])
  const first = offices.join(harbour)
  const again = openOffices(file)
  expect([again.known, again.chosen]).toEqual([true, first])
  expect(again.join({ ...harbour, fingerprint: 'BB' })).toEqual({ ...first, fingerprint: 'BB' })
  expect(again.list()).toHaveLength(1)
  again.choose('own')
  expect(openOffices(file).chosen).toBe('own')
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('one that is forgotten is chosen no more; a choice of what is not there is none', () => {
  const file = join(folder(), 'offices.json')
  const offices = openOffices(file)
  const { id } = offices.join(harbour)
  offices.forget(id)
  expect([offices.list(), offices.chosen]).toEqual([[], null])
  offices.choose('gone')
  expect(openOffices(file).chosen).toBe(null)
})

test.each(['{"offices":[{"id":"x","address":"http://plain"}],"chosen":"x"}', '[]', 'not json'])('%s is as none', (text) => {
  const file = join(folder(), 'offices.json')
  writeFileSync(file, text)
  const offices = openOffices(file)
  expect([offices.list(), offices.chosen]).toEqual([[], null])
})

test('pages of this program come from its folder, and nothing from outside of it', async () => {
  const made = folder()
  const inside = join(made, 'console')
  writeFileSync(join(made, 'secret.html'), 'secret')
  await import('node:fs/promises').then(({ mkdir }) => mkdir(inside))
  writeFileSync(join(inside, 'join.html'), 'page')
  writeFileSync(join(inside, 'data.sqlite'), 'x')
  const get = async (path: string) => {
    const answer = await builtInFile(inside, `app://cordboard${path}`)
    return [answer.status, await answer.text()]
  }
  expect(await get('/join.html#problem=unreachable')).toEqual([200, 'page'])
  for (const path of [
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/data.sqlite',
    '/none.html',
    '/',
    '/%00',
    `/..${sep}secret.html`,
  ])
    expect([path, (await get(path))[0]]).toEqual([path, 404])
})
