// Every line of the audit trail can be read by those who are no developers.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actionWords } from '../../../renderer/settings/care/auditWords.ts'

const source = globSync('electron/{server/rpc,host}/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
const all = (pattern: RegExp, ending = '') => [...source.matchAll(pattern)].map(([, found]) => `${found}${ending}`)

/** The kinds of records, which share their procedures. */
const kinds = all(/kind: '(\w+)',\s+records:/g)

test('each action that is noted has words', () => {
  const actions = [
    ...all(/action: '(\w+\.[\w.]+)'/g),
    ...all(/(?:apply|run|audit|note)\(context\.user(?:\.id)?, '([\w.]+)'/g),
    ...kinds.flatMap((kind) => ['create', 'update', 'remove', 'undo'].map((verb) => `${kind}.${verb}`)),
  ]
  expect(kinds.length).toBeGreaterThan(9)
  expect(actions.length).toBeGreaterThan(45)
  expect(actions.filter((action) => actionWords(action) === action)).toEqual([])
  expect(actionWords('api.call.hangup')).toBe('Call: hung up (by the API)')
  expect(actionWords('who.knows')).toBe('who.knows')
})
