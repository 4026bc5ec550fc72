// The guide's own provider, run by python3, drives real calls; then providers that fail, on a real network.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { backend, backendFlow } from '../../shared/domain/backend.ts'
import { dial, written } from '../support/flowCalls.ts'
import { httpTestServer } from '../support/httpTestServer.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import { type PythonServer, pythonServer } from '../support/pythonServer.ts'

type Line = { path: string; open: number; body: { session_id: string; caller: string; reason?: string; event: { type: string } } }
let office: RealOffice
let python: PythonServer<Line>
let faulty: Server
/** What the faulty server does with a step; `/end` and the like are answered and remembered. */
let fault: (response: ServerResponse, count: number) => void = (response) => void response.end()
type Told = { session_id: string; reason?: string; event: { type: string }; sip_headers: Record<string, string>; caller: string }
const told: { path: string; body: Told }[] = []

const route = (id: string, number: string, url: string, more: object = {}) =>
  office.change((o) => {
    const one = backend.parse({ kind: 'step', id, name: id, url, ...more })
    o.backends.save(one)
    o.routes.save({ number, flowId: backendFlow(one) })
  })
const paths = () => python.lines.map(({ path }) => path.replace('/ivr/step', ''))

beforeAll(async () => {
  office = await realOffice()
  python = await pythonServer<Line>('step_provider.py')
  let count = 0
  faulty = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const path = request.url?.replace('/step', '') ?? ''
      told.push({ path, body: JSON.parse(body) })
      if (path !== '') response.end('{}')
      else fault(response, ++count)
    })
  })
  await new Promise<void>((resolve) => faulty.listen(0, '127.0.0.1', resolve))
  await route('guide', '7000', `http://127.0.0.1:${python.port}/ivr/step`)
  const url = `http://127.0.0.1:${(faulty.address() as AddressInfo).port}/step`
  await route('faulty', '7001', url, { retryDelayMs: 100, timeoutSeconds: 1, maxRetries: 3 })
})
afterAll(async () => {
  await python?.stop()
  faulty?.closeAllConnections()
  faulty?.close()
  await office?.stop()
})
afterEach(async () => {
  await office.assertQuiet()
  python.lines.length = 0
  told.length = 0
})

describe('the provider of the guide', () => {
  test('key 1 during the welcome: the balance is said, then the call ends', async () => {
    const { caller } = await dial(office, '7000')
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('1')
    await caller.untilEnded()
    await written(office)
    await until('/end to arrive', () => paths().includes('/end'))
    expect(paths()).toEqual(['/start', '', '', '/end'])
    expect(python.lines.map(({ body }) => body.event.type)).toEqual(['session_start', 'session_start', 'dtmf', 'session_end'])
    expect(python.lines.at(-1)).toMatchObject({ open: 0, body: { reason: 'hangup', caller: caller.from } })
    const said = office.calls().find(({ from }) => from === caller.from)
    const media = office.traceOf(said?.id ?? '').filter(({ type }) => type === 'prompt.started')
    expect(media).toHaveLength(2)
  })
  test('key 2: an agent’s telephone rings and both hear one another', async () => {
    await office.change((o) => o.extensions.save({ number: '201', name: 'agent', mayDial: ['national'] }))
    const desk = await office.desk('201')
    const { caller } = await dial(office, '7000')
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('2')
    const ringing = await desk.nextCall()
    ringing.answer()
    caller.audio.sendTone(440)
    ringing.audio.sendTone(880)
    await Promise.all([ringing.audio.waitForTone(440), caller.audio.waitForTone(880)])
    await until('/end to arrive', () => paths().includes('/end'))
    expect(python.lines.at(-1)?.body.reason).toBe('transfer')
    await caller.hangup()
    await written(office)
    expect(paths().filter((path) => path === '/end')).toHaveLength(1)
  })
  test('no key: the welcome is over, the provider says good-bye', async () => {
    const { caller } = await dial(office, '7000')
    await caller.untilEnded(30_000)
    await until('/end to arrive', () => paths().includes('/end'))
    expect(python.lines.map(({ body }) => body.event.type)).toEqual([
      'session_start',
      'session_start',
      'audio_complete',
      'session_end',
    ])
  })
  test('a caller who hangs up in the welcome: /end says user_hangup, once', async () => {
    const { caller } = await dial(office, '7000')
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    await caller.hangup()
    await until('/end to arrive', () => paths().includes('/end'))
    await written(office)
    expect(python.lines.filter(({ path }) => path.endsWith('/end'))).toMatchObject([{ body: { reason: 'user_hangup' }, open: 0 }])
  })
})

describe('a provider with a fault', () => {
  const bye = JSON.stringify({ type: 'hangup', prompt_text: 'Bye' })
  const ended = async (): Promise<{ ms: number; heard: boolean }> => {
    const from = performance.now()
    const { caller } = await dial(office, '7001')
    let heard = false
    void caller.audio.waitForAudio({ timeoutMs: 20_000 }).then(
      () => {
        heard = true
      },
      () => {},
    )
    await caller.untilEnded(30_000)
    await written(office)
    await until('/end to arrive', () => told.some(({ path }) => path === '/end'))
    return { ms: performance.now() - from, heard }
  }
  const ends = () => told.filter(({ path }) => path === '/end').map(({ body }) => body.reason)
  const steps = () => told.filter(({ path }) => path === '').length

  test('that answers 500 twice, then 200, goes on', async () => {
    let times = 0
    fault = (response) => {
      times++
      response.writeHead(times < 3 ? 500 : 200).end(times < 3 ? '' : bye)
    }
    await ended()
    expect([steps(), ends()]).toEqual([3, ['hangup']])
  })
  test.each<[string, (response: ServerResponse) => void, number, string]>([
    ['hangs', () => {}, 3, 'timeout'],
    [
      'closes the socket half-way',
      (response) => {
        response.writeHead(200, { 'content-length': '500' })
        response.write('{"type":')
        setTimeout(() => response.destroy(), 20)
      },
      3,
      'error',
    ],
    ['sends 10 MB', (response) => response.end(JSON.stringify({ type: 'hangup', extra: 'x'.repeat(10_000_000) })), 1, 'error'],
    ['answers something unknown', (response) => response.end('{"type":"dance"}'), 1, 'error'],
    [
      'dribbles a byte at a time',
      (response) => {
        response.writeHead(200)
        const timer = setInterval(() => response.write(' '), 200)
        response.on('close', () => clearInterval(timer))
      },
      3,
      'timeout',
    ],
  ])('that %s: an apology, the end, in its time', async (_what, act, attempts, reason) => {
    fault = act
    const { ms, heard } = await ended()
    expect({ attempts: steps(), ends: ends(), heard }).toEqual({ attempts, ends: [reason], heard: true })
    // Its attempts of a second, the pauses, and an apology of a few seconds.
    expect(ms).toBeLessThan(attempts * 1100 + 8000)
  })
  test('that is slow but in time is waited for', async () => {
    fault = (response) => void setTimeout(() => response.end(bye), 700)
    await ended()
    expect([steps(), ends()]).toEqual([1, ['hangup']])
  })
})

test('the headers of the INVITE go to the provider, and can be said and dialled', async () => {
  fault = (response) =>
    void response.end(JSON.stringify({ type: 'api', url: '$sip_X-Back$/echo?who=$sip_X-Who$', next: { type: 'hangup' } }))
  const back = await httpTestServer()
  try {
    const call = await office.trunk.dial('7001', {
      callerNumber: '+4930555',
      headers: [
        ['X-Who', 'ann'],
        ['X-Back', back.url],
      ],
    })
    await call.untilEnded()
    await written(office)
    await until('/end to arrive', () => told.some(({ path }) => path === '/end'))
  } finally {
    await back.close()
  }
  expect(told.map(({ body }) => body.sip_headers['X-Who'])).toEqual(['ann', 'ann', 'ann'])
  const { session_id } = told[0]?.body ?? {}
  expect(back.asked.map(({ path }) => path)).toEqual([`/echo?who=ann&session_id=${session_id}&caller=%2B4930555`])
})
