import { describe, expect, test } from 'vitest'
import { officeSettings } from '../../../shared/domain/office.ts'
import { screenPopUrl } from '../../../shared/domain/screenPop.ts'

const read = (name: string) => ({ 'call.from': '+49 30&1', customer: 'Ödön/../#x' })[name] ?? ''

describe('the screen pop’s address', () => {
  test('holds the call’s values, each encoded; what is unknown is empty', () => {
    expect(screenPopUrl('https://crm.test/find?n={{call.from}}&c={{customer}}&z={{nobody}}', read)).toBe(
      'https://crm.test/find?n=%2B49%2030%261&c=%C3%96d%C3%B6n%2F..%2F%23x&z=',
    )
  })
  test.each(['', undefined])('is none where the office has none: %s', (template) => {
    expect(screenPopUrl(template, read)).toBeNull()
  })
  test.each([
    'javascript:alert({{call.from}})',
    'ftp://crm.test/',
    'https://{{customer}}/',
    'crm.test/{{call.from}}',
    'https://a b/',
  ])('is never %s, neither saved nor opened', (template) => {
    expect(screenPopUrl(template, read)).toBeNull()
    expect(officeSettings.shape.screenPop.safeParse(template).success).toBe(false)
  })
})
