import { describe, expect, test } from 'vitest'
import { type OfficeNames, summariesOf } from '../../../renderer/flows/labels/nodeSummary.ts'
import { flow } from '../shared/flows.ts'

const prompt = { kind: 'text', text: 'Press 1.' }
const office: OfficeNames = {
  queues: [{ id: 'q1', name: 'Sales' }],
  mailboxes: [],
  prompts: [{ id: 'p1', name: 'Welcome' }],
  extensions: [{ number: '201', name: 'Anna' }],
  flows: [],
}

describe('the line of a card', () => {
  const document = flow(
    {
      hours: { type: 'businessHours', timeZone: 'Europe/Amsterdam', weekly: {} },
      menu: { type: 'menu', prompt, keys: ['1', '2', '3'] },
      sales: { type: 'queue', queueId: 'q1' },
      anna: { type: 'transfer', to: { kind: 'extension', number: '201' } },
      hello: { type: 'playAudio', prompt: { kind: 'audio', id: 'p1' } },
      bad: { type: 'menu', prompt, keys: [] },
    },
    ['hours.open>menu', 'hours.closed>hello', 'menu.1>sales', 'menu.2>anna'],
  )
  const lines = summariesOf(document, office)

  test('names the steps that the ways lead to, and what the office has', () => {
    expect(lines.get('hours')).toBe('open → menu, closed → hello')
    expect(lines.get('menu')).toBe('1 → sales, 2 → anna · 8 s')
    expect(lines.get('sales')).toBe('Sales · ≤ 10 min')
    expect(lines.get('anna')).toBe('→ 201 Anna · 30 s')
    expect(lines.get('hello')).toBe('♪ Welcome')
  })

  test('says nothing of a step whose settings do not fit', () => expect(lines.get('bad')).toBe(''))
})
