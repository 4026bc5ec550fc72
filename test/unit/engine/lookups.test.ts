// HTTP Request and Dial by Name, on simulated telephony.
import { describe, expect, test } from 'vitest'
import { flowOf, type World, world } from '../../support/memory.ts'
import { answered } from '../../support/scriptedHttp.ts'
import { end, endedAfterEach, office, start } from './offices.ts'

endedAfterEach()

const taken = (log: World['log']): string[] => log.story().filter((line) => !line.startsWith('>'))
const told = '{"name":"{{name}}","tier":"{{tier}}","status":"{{http.status}}","error":"{{http.error}}"}'
const lookup = (config: Record<string, unknown> = {}) =>
  flowOf(
    'f',
    {
      start,
      ask: {
        type: 'httpRequest',
        url: 'https://crm.example/c?n={{call.from}}',
        read: [
          { name: 'name', pointer: '/customer/name' },
          { name: 'tier', pointer: '/tier' },
        ],
        ...config,
      },
      good: { type: 'webhook', url: 'http://127.0.0.1/', payload: told },
      bad: { type: 'webhook', url: 'http://127.0.0.1/', payload: told },
      end,
    },
    ['start.next>ask', 'ask.ok>good', 'ask.error>bad', 'good.next>end', 'bad.next>end'],
  )
const post = (config: Record<string, unknown> = {}) => lookup({ method: 'POST', body: '{"from":"{{call.from}}"}', ...config })
const said = ({ stores }: World) => [...stores.posts.values()].map(({ body }) => JSON.parse(body) as unknown)

describe('HTTP Request', () => {
  test('reads the answer into variables; the caller’s number is escaped', async () => {
    const made = await office({ routes: { '5000': 'f' } }, lookup({ headers: { 'x-call': '{{call.id}}' } }))
    made.http.answer = () => answered(200, { customer: { name: 'Ann "A"' }, tier: 3, more: true })
    made.sim.call('5000', '+49 30&x=1')
    await made.clock.advance(100)
    expect(made.http.requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://crm.example/c?n=%2B49%2030%26x%3D1',
        timeoutMs: 10_000,
        headers: { 'x-call': expect.stringMatching(/^cb-/) },
      },
    ])
    expect(made.http.requests[0]).not.toHaveProperty('body')
    expect(said(made)).toEqual([{ name: 'Ann "A"', tier: '3', status: '200', error: '' }])
    expect(JSON.stringify(made.log.events)).not.toContain('x%3D1')
  })

  test('sends JSON with the names filled in, escaped', async () => {
    const made = await office({ routes: { '5000': 'f' } }, post())
    made.http.answer = () => answered(201, {})
    made.sim.call('5000', 'a"b')
    await made.clock.advance(100)
    expect(made.http.requests).toMatchObject([
      { method: 'POST', body: '{"from":"a\\"b"}', headers: { 'content-type': 'application/json' } },
    ])
    expect(said(made)).toEqual([{ name: '', tier: '', status: '201', error: '' }])
  })

  test.each([
    [
      'an error status, whose body is read all the same',
      () => answered(404, { tier: 'none' }),
      { status: '404', tier: 'none', error: 'The server answered 404.' },
    ],
    ['what is no JSON', () => answered(200, '<html>'), { status: '200', error: 'The answer is not JSON.' }],
    [
      'nobody there',
      () => ({ result: 'unreachable', error: 'No answer within 10 s.' }) as const,
      { status: '', error: 'No answer within 10 s.' },
    ],
    [
      'too much',
      () => ({ result: 'tooLarge', status: 200, error: 'The answer is larger than 5 bytes.' }) as const,
      { error: 'The answer is larger than 5 bytes.' },
    ],
  ])('leaves by error: %s', async (_why, answer, expected) => {
    const made = await office({ routes: { '5000': 'f' } }, lookup())
    made.http.answer = answer
    made.sim.call('5000')
    await made.clock.advance(100)
    expect(taken(made.log)).toContain('ask error')
    expect(said(made)).toMatchObject([expected])
  })

  test('a caller who hangs up does not wait for the answer', async () => {
    const made = await office({ routes: { '5000': 'f' } }, lookup())
    made.http.answer = () => new Promise(() => {})
    const caller = made.sim.call('5000')
    await made.clock.advance(100)
    caller.hangup()
    await made.clock.advance(10)
    expect(made.engine.runningCalls).toBe(0)
  })

  test('after the host died: a GET is asked again, a POST is not', async () => {
    for (const [flow, requests, port] of [
      [lookup(), 1, 'ask ok'],
      [post(), 0, 'ask error'],
    ] as const) {
      const before = world({ routes: { '5000': 'f' } }, [flow])
      before.http.answer = () => new Promise(() => {})
      await before.engine.start()
      before.sim.call('5000')
      await before.clock.advance(100)
      await before.engine.stop()
      const after = world({ routes: { '5000': 'f' } }, [flow], before)
      after.http.answer = () => answered(200, {})
      await after.engine.start()
      await after.clock.advance(100)
      expect(after.http.requests).toHaveLength(requests)
      expect(taken(after.log)).toContain(port)
      await after.engine.stop()
    }
  })
})

describe('Dial by Name', () => {
  const flow = (config: Record<string, unknown> = {}) =>
    flowOf(
      'f',
      {
        start,
        ask: { type: 'dialByName', retries: 1, timeoutMs: 5000, ...config },
        found: { type: 'webhook', url: 'http://127.0.0.1/', payload: '{"x":"{{extension}}","n":"{{extension.name}}"}' },
        none: end,
        end,
      },
      ['start.next>ask', 'ask.found>found', 'ask.none>none', 'found.next>end'],
    )
  const people = (names: Record<string, string>) => ({
    routes: { '5000': 'f' },
    more: {
      extensions: new Map(Object.entries(names).map(([number, name]) => [number, { number, name, mayDial: [] }])),
    },
  })
  const texts = (made: World) => made.sim.commands.map((command) => JSON.stringify(command)).join()

  test('reads the matches out in order, and the key chooses', async () => {
    const made = await office(people({ 201: 'Sam Smith', 202: 'Rob Jones', 203: 'Anna Sander' }), flow({ letters: 2 }))
    const caller = made.sim.call('5000')
    await made.clock.advance(500)
    for (const key of '72') caller.press(key)
    await made.clock.advance(3000)
    caller.press('2')
    await made.clock.advance(500)
    expect(texts(made)).toMatch(/For Anna Sander, press 1\..*For Sam Smith, press 2\./)
    expect(said(made)).toEqual([{ x: '201', n: 'Sam Smith' }])
  })

  test('more than eight: 9 goes on', async () => {
    const many = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [String(300 + i), `Bob ${String.fromCharCode(65 + i)}`]))
    const made = await office(people(many), flow())
    const caller = made.sim.call('5000')
    await made.clock.advance(500)
    for (const key of '262') caller.press(key)
    await made.clock.advance(500)
    caller.press('9')
    await made.clock.advance(500)
    caller.press('2')
    await made.clock.advance(500)
    expect(texts(made)).toContain('For more names, press 9.')
    expect(said(made)).toEqual([{ x: '309', n: 'Bob J' }])
  })

  test('nobody of that name, a key that is nobody’s, and silence, each cost a try', async () => {
    const made = await office(people({ 201: 'Sam' }), flow())
    const wrong = made.sim.call('5000')
    await made.clock.advance(500)
    for (const key of '999') wrong.press(key)
    await made.clock.advance(5000)
    for (const key of '726') wrong.press(key)
    await made.clock.advance(1000)
    wrong.press('5')
    await made.clock.advance(1000)
    expect(taken(made.log)).toContain('ask none')
    const silent = made.sim.call('5000')
    await made.clock.advance(60_000)
    expect([silent.cause?.cause, said(made)]).toEqual([16, []])
  })

  test('a short name ends with the hash key', async () => {
    const made = await office(people({ 201: 'Jo' }), flow({ letters: 8 }))
    const caller = made.sim.call('5000')
    await made.clock.advance(500)
    for (const key of '56#') caller.press(key)
    await made.clock.advance(1000)
    caller.press('1')
    await made.clock.advance(500)
    expect(said(made)).toEqual([{ x: '201', n: 'Jo' }])
  })
})
