// docs/compatibility.md stays true: its tables name every action, field, event and reason of the step provider that the code has.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { namesOf, stepTypes } from '../../../../electron/engine/remote/step/actions.ts'
import { endReasons, stepEvents } from '../../../../electron/engine/remote/step/provider.ts'

const page = readFileSync(new URL('../../../../docs/compatibility.md', import.meta.url), 'utf8')
const section = page.split(/^## /m).find((part) => part.startsWith('Step provider')) ?? ''

/** The rows of the table under a heading, cell by cell. */
function rowsOf(heading: string): string[][] {
  const part = section.split(/^### /m).find((one) => one.startsWith(heading)) ?? ''
  const lines = part.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
const quoted = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string)
const rows = rowsOf('Actions')
/** What every action may have is said once, above the table. */
const everywhere = new Set(['type', 'step_id', 'step_name', 'extra', 'custom_data', 'next'])

describe('the section on step providers', () => {
  test('has each action in one row', () => {
    expect(
      rows
        .flatMap(([name]) => quoted(name))
        .filter((name) => name !== 'bridge')
        .sort(),
    ).toEqual([...stepTypes].sort())
  })
  test.each(stepTypes)('names each field of %s, and none that is not there', (type) => {
    const row = rows.find(([name]) => quoted(name).includes(type))
    const code = [...namesOf(type)].filter((name) => !everywhere.has(name)).sort()
    const said = quoted(row?.[1]).filter((name) => name !== 'ivr')
    expect([...new Set(said)].sort()).toEqual(code)
  })
  test('has each event in one row', () => {
    expect(
      rowsOf('Events')
        .flatMap(([name]) => quoted(name))
        .sort(),
    ).toEqual([...stepEvents].sort())
  })
  test('has each reason of the end in one row', () => {
    expect(
      rowsOf('The end')
        .flatMap(([name]) => quoted(name))
        .sort(),
    ).toEqual([...endReasons].sort())
  })
  test('says of each row how it is as there, or why not', () => {
    for (const heading of ['Requests', 'Context', 'Actions', 'Events'])
      for (const row of rowsOf(heading)) expect(row.slice(-2).join(''), row[0]).not.toBe('')
  })
})
