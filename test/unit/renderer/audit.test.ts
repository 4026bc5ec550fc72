// Every line of the audit trail can be read by those who are no developers.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actionWords } from '../../../renderer/settings/auditWords.ts'

const source = globSync('electron/{rpc,host}/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
const all = (pattern: RegExp, ending = '') => [...source.matchAll(pattern)].map(([, found]) => `${found}${ending}`)

test('each action that is noted has words', () => {
  const actions = [
    ...all(/action: '(\w+\.[\w.]+)'/g),
    ...all(/(?:apply|audit|note)\(context\.user(?:\.id)?, '([\w.]+)'/g),
    ...all(/change\.save\(context\.user, '(\w+)'/g, '.save'),
    ...all(/change\.remove\(context\.user, '(\w+)'/g, '.remove'),
    ...all(/change\.replaceAll\(context\.user, '(\w+)'/g, '.saveAll'),
  ]
  expect(actions.length).toBeGreaterThan(45)
  expect(actions.filter((action) => actionWords(action) === action)).toEqual([])
  expect(actionWords('api.call.hangup')).toBe('Call: hung up (by the API)')
  expect(actionWords('who.knows')).toBe('who.knows')
})
