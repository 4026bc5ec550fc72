// Ids for call-action backends.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { uuidOf } from '../../../../electron/engine/remote/callflow/uuid.ts'

test('every id of ours is a UUID, the same each time, and another for another', () => {
  const ids = [
    'cb-2f6b9a71c0de4e55',
    'cb-2f6b9a71c0de4e55-1',
    'cb-2f6b9a71c0de4e55-12',
    'cf-91c0de4e552f6b9a',
    'cf-91c0de4e552f6b9a-a',
    'trial-00000000000000ff',
    'cb-7',
    '12',
    '3',
  ]
  const made = ids.map(uuidOf)
  for (const each of made) expect(z.uuid().safeParse(each).success, each).toBe(true)
  expect(new Set(made).size).toBe(ids.length)
  expect(ids.map(uuidOf)).toEqual(made)
  expect(made[0]).toBe('2f6b9a71-c0de-84e5-8500-000000000000')
})
