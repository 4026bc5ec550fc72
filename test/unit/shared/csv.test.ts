import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../../shared/addressBook/table.ts'
import { safeCell, toCsv } from '../../../shared/domain/csv.ts'

describe('a cell of an exported table', () => {
  it.each([
    '-2+3+cmd|/C calc',
    '+1+cmd|/C calc',
    '=1+1',
    '@SUM(A1)',
    '\r=1+1',
    '\t=1+1',
    '\n=1+1',
    '  =1+1',
    '\u00a0=1+1',
    '\u200b=1+1',
    '\uFEFF=1+1',
    '＝1+1',
    '＋1+cmd|x',
    '－1+cmd|x',
    '＠SUM(A1)',
    '−2+3',
    '|calc',
    '+49-30-123',
    '+49 30 12+1',
    '-',
    '\u0000=1+1',
  ])('is text where a spreadsheet would see a formula: %j', (cell) => {
    expect(safeCell(cell)).toBe(`'${cell}`)
  })

  it.each(['+4930901820', '+49 30 901820', '-5', '-5.25', '030 901820', 'Vera = Vos', 'a@b.de', '', 'x\ry'])(
    'stays as it is where it is none: %j',
    (cell) => expect(safeCell(cell)).toBe(cell),
  )

  it('is never a formula, whatever it holds, and comes back whole', () => {
    const sign = fc.constantFrom('=', '+', '-', '@', '|', '＝', '＋', ' ', '\t', '\r', '\n', '"', ',', ';', '1', 'cmd', '\u200b')
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(sign).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(cell, (value) => {
        const safe = safeCell(value)
        const first = safe.normalize('NFKC').replace(/^[\s\p{Cc}\p{Cf}]+/u, '')[0] ?? ''
        if ('=@|'.includes(first) && first !== '') return false
        if ('+-'.includes(first) && first !== '') return /^[+-][\d .,]+$/.test(safe)
        return safe === value || safe === `'${value}`
      }),
      { numRuns: 2000 },
    )
  })

  it('is quoted so that it never ends a cell or a line', () => {
    const cell = fc.array(fc.constantFrom('a', 'b', '"', ',', ';', '\t', '\r\n', '\n', '=')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(cell, (value) => {
        const { rows } = readTable(
          toCsv([
            ['one', 'two', 'three'],
            ['x', value, 'y'],
          ]),
        )
        const { cells: row = [] } = rows[0] ?? {}
        return row.length === 3 && row[0] === 'x' && row[2] === 'y'
      }),
    )
  })
})
