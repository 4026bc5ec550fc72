import { describe, expect, test } from 'vitest'
import { type OfficeNames, summariesOf } from '../../../renderer/flows/labels/nodeSummary.ts'
import { spokenEdge, spokenStepOf, targetsOf } from '../../../renderer/flows/labels/spoken.ts'
import { flow } from '../shared/flows.ts'

const day = [{ from: '09:00', to: '17:00' }]
const weekly = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [{ from: '09:30', to: '12:00' }] }
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
      hours: { type: 'businessHours', timeZone: 'Europe/Amsterdam', weekly },
      menu: { type: 'menu', prompt, keys: ['1', '2', '3'] },
      sales: { type: 'queue', queueId: 'q1' },
      anna: { type: 'transfer', to: { kind: 'extension', number: '201' } },
      hello: { type: 'playAudio', prompt: { kind: 'audio', id: 'p1' } },
      bad: { type: 'menu', prompt, keys: [] },
    },
    ['hours.open>menu', 'hours.closed>hello', 'menu.1>sales', 'menu.2>anna'],
  )
  const lines = summariesOf(document, office)

  test('names the keys with what they lead to, the hours, and what the office has', () => {
    expect(lines.get('hours')).toBe('Mon–Fri 9–17 · Sat 9:30–12')
    expect(lines.get('menu')).toBe('Press 1 sales · 2 anna · 3 · “Press 1.”')
    expect(lines.get('sales')).toBe('Sales · ≤ 10 min')
    expect(lines.get('anna')).toBe('→ 201 Anna · 30 s')
    expect(lines.get('hello')).toBe('♪ Welcome')
  })

  test('says nothing of a step whose settings do not fit', () => expect(lines.get('bad')).toBe(''))
})

describe('a step and an edge, spoken', () => {
  const document = flow(
    {
      menu: { type: 'menu', prompt, keys: ['1', '2'] },
      sales: { type: 'queue', queueId: 'q1' },
      bye: { type: 'hangup' },
    },
    ['menu.1>sales', 'menu.invalid>bye', 'menu.timeout>bye', 'sales.timeout>bye'],
  )
  const spoken = (id: string) => {
    const node = document.nodes.find((each) => each.id === id)
    return node && spokenStepOf(document, node)
  }

  test('a step says its type, its outlets together where they lead to the same, and those that lead nowhere', () => {
    expect(spoken('menu')).toBe('Menu menu, 4 outlets, 1 to sales, invalid key, timeout to bye, 2 not connected')
    expect(spoken('sales')).toBe('Queue sales, 7 outlets, timeout to bye, full, no agents not connected')
    expect(spoken('bye')).toBe('Hang up bye')
  })

  test('a step that is renamed is called so by those that lead to it', () => {
    const nodes = document.nodes.map((node) => (node.id === 'sales' ? { ...node, label: 'Sales queue' } : node))
    expect(targetsOf({ ...document, nodes }, 'menu')).toContain('Sales queue')
    expect(targetsOf(document, 'menu')).toContain('sales')
  })

  test('an edge says its outlet and both ends', () => {
    expect(spokenEdge('2', 'Main', 'Sales queue')).toBe('2 from Main to Sales queue')
    expect(spokenEdge('next', 'Start', 'Main')).toBe('From Start to Main')
  })
})
