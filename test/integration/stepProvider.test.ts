// The guide's own provider, run by python3, drives real calls; then providers that fail, on a real network.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { backend, backendFlow } from '../../shared/domain/backend.ts'
import { openAudioEndpoint } from '../support/audioEndpoint.ts'
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

/** The provider answers these, one after the other; then it hangs up. */
const answersInTurn = (...actions: object[]) => {
  fault = (response) => void response.end(JSON.stringify(actions.shift() ?? { type: 'hangup' }))
}
const events = () => told.filter(({ path }) => path === '').map(({ body }) => body.event)

describe('a provider as for RustPBX', () => {
  test('puts the caller into a room: one channel of sound and the keys; closed without a status, the caller is back', async () => {
    const endpoint = await openAudioEndpoint()
    try {
      const room = { type: 'voip_bridge', create_room_uri: `${endpoint.url}/play`, return_app: 'ivr', return_target: 'main' }
      answersInTurn(room, { type: 'prompt', tts_text: 'Welcome back to the menu' })
      const { caller } = await dial(office, '7001')
      await caller.untilAnswered()
      await until('the room to hear', () => (endpoint.all[0]?.frames ?? 0) > 10)
      const [stream] = endpoint.all
      if (!stream) throw new Error('nobody came')
      const heard = stream.hears(440)
      caller.audio.sendTone(440)
      await heard
      // 20 ms of one channel at 8,000 samples a second.
      expect(stream.bytes / stream.frames).toBe(320)
      stream.say(880, 1)
      await caller.audio.waitForTone(880)
      caller.audio.sendSilence()
      await caller.audio.sendDtmf('7')
      await until('the key', () => stream.texts.length > 0)
      expect(stream.texts).toEqual([{ type: 'dtmf', digit: '7', leg_id: 'caller' }])
      stream.socket.close()
      await until('a second session', () => events().filter(({ type }) => type === 'session_start').length === 2)
      await caller.audio.waitForAudio()
      await caller.untilEnded(20_000)
      await written(office)
      await until('both ends', () => told.filter(({ path }) => path === '/end').length === 2)
      expect(endpoint.all).toHaveLength(1)
      expect(told.filter(({ path }) => path === '/end').map(({ body }) => body.reason)).toEqual(['transfer', 'hangup'])
      expect(new Set(told.map(({ body }) => body.session_id)).size).toBe(2)
    } finally {
      await endpoint.close()
    }
  })
  test('records a part of the call', async () => {
    answersInTurn(
      { type: 'record_start', id: 'part', beep: true },
      { type: 'prompt', tts_text: 'This sentence is recorded' },
      { type: 'record_stop' },
    )
    const { caller } = await dial(office, '7001')
    await caller.untilEnded(30_000)
    await written(office)
    expect(events().map(({ type }) => type)).toEqual([
      'session_start',
      'recording_started',
      'audio_complete',
      'recording_stopped',
    ])
    const call = office.calls().find(({ from }) => from === caller.from)
    const kept = await until('the recording', () => office.traceOf(call?.id ?? '').find(({ type }) => type === 'recording.kept'))
    expect(kept.data).toMatchObject({ seconds: expect.any(Number) })
    expect((kept.data as { seconds: number }).seconds).toBeGreaterThan(1)
  })
  test('asks for a number: a slow caller has time from key to key, a key during the words before is no part of it', async () => {
    const digits = { type: 'collect_dtmf', max_digits: 12, timeout_ms: 2500, terminator: '#' }
    answersInTurn({ type: 'prompt', tts_text: 'Please listen to this before you key in anything', next: digits })
    const { caller } = await dial(office, '7001')
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('9')
    const call = () => office.calls().find(({ from }) => from === caller.from)
    await until('the words to end', () => office.traceOf(call()?.id ?? '').some(({ type }) => type === 'prompt.ended'), 20_000)
    for (const key of '0171#') {
      await new Promise((resolve) => setTimeout(resolve, 1700)) // a slow finger
      await caller.audio.sendDtmf(key)
    }
    await caller.untilEnded()
    await written(office)
    expect(events().at(-1)).toEqual({ type: 'dtmf', digit: '0171' })
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
