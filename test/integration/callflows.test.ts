// The restaurant of the tutorial, every key at every level, by real calls that the API began; then the other actions on real sound.
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { testTrunk } from '../../electron/host/starter.ts'
import { type HttpHost, httpHost } from '../../electron/server/http/server.ts'
import { backend, backendFlow } from '../../shared/domain/backend.ts'
import { callflowAnswer, webhook } from '../support/callActionSchemas.ts'
import { dial, written } from '../support/flowCalls.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import { goertzel, readWav } from '../support/phone/signal.ts'
import { type PythonServer, pythonServer } from '../support/pythonServer.ts'

type Told = {
  eventType: 'CALL_ACTION' | 'SESSION_SUMMARY'
  payload: {
    callStatus?: string
    sessionStatus?: string
    clientActionId?: string
    dtmf?: string | null
    lastAction?: string
    details?: { callB?: { callStatus: string } }
    errorDetails?: { errorCode: number }
  }
}
const [virtual, guest, staff] = ['4930999', '4930123456', '4930777777']
const voiceProfile = 'en-US-BenjaminRUS'
let office: RealOffice
let http: HttpHost
let address: string
let token: string
let python: PythonServer<Told>
let own: HttpTestServer
let documents: unknown[] = []
const told = () => own.bodies<Told>('/')

const firstRequest = {
  callflow: [
    { action: 'makeCall', params: { source: virtual, destination: guest } },
    {
      action: 'sayAndCapture',
      params: {
        promptMessage:
          'Welcome to ABC Restaurant, to book a table press 1, to speak to a representative press 2, to hear our restaurant hours press 3.',
        voiceProfile,
        speed: 1,
        minDigits: 1,
        maxDigits: 1,
        digitTimeout: 10_000,
        overallTimeout: 10_000,
        noOfTries: 1,
      },
    },
  ],
}
async function request(body: unknown, with_: { token?: string; account?: string } = {}) {
  const response = await fetch(`${address}api/v1/subaccounts/${with_.account ?? 'restaurant'}/callflows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${with_.token ?? token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  callflowAnswer.parse(await response.clone().json())
  return response
}

beforeAll(async () => {
  office = await realOffice()
  http = await httpHost(office.host, { consoleFolder: office.data, host: '127.0.0.1', port: 0 })
  address = await http.listen()
  token = office.store.apiTokens.create({ name: 'Restaurant', role: 'supervisor', by: 'test' }).token
  python = await pythonServer<Told>('restaurant_backend.py', virtual, staff)
  own = await httpTestServer(({ body }) => {
    const { eventType } = JSON.parse(body) as Told
    return { json: eventType === 'CALL_ACTION' ? (documents.shift() ?? {}) : {} }
  })
  const ownUrl = `${own.url}/`
  await office.change((o) => {
    const restaurant = { kind: 'callActions', id: 'restaurant', name: 'Restaurant', subAccountId: 'restaurant' }
    const inbound = { kind: 'callActions', id: 'own', name: 'Own', subAccountId: 'own', url: ownUrl }
    o.backends.save(backend.parse({ ...restaurant, url: `http://127.0.0.1:${python.port}/vca` }))
    o.backends.save(backend.parse(inbound))
    o.routes.save({ number: '7100', flowId: backendFlow({ kind: 'callActions', id: 'own' }) })
    o.outgoing.replaceAll([{ id: 'all', pattern: '.', trunkId: testTrunk.id, callerId: '', strip: 0, class: 'national' }])
  })
})
afterAll(async () => {
  await http?.close()
  await python?.stop()
  await own?.close()
  await office?.stop()
})
afterEach(async () => {
  await office.assertQuiet()
  // Whatever was told was told as 8x8 publishes it.
  for (const each of [...python.lines, ...told()]) webhook.parse(each)
  python.lines.length = 0
  own.asked.length = 0
  documents = []
})

const summaries = () => python.lines.filter(({ eventType }) => eventType === 'SESSION_SUMMARY')

describe('the restaurant', () => {
  /** Begins the outbound call and presses the keys, each as soon as its menu is heard. */
  async function walk(keys: string) {
    const answer = await request(firstRequest)
    expect(await answer.json()).toMatchObject({ sessionStatus: 'CREATED', statusCode: 1 })
    const phone = await office.trunk.nextCall()
    phone.answer()
    for (const [at, key] of [...keys].entries()) {
      await until(`prompt ${at + 1}`, () => prompts().length > at)
      await phone.audio.waitForAudio()
      await phone.audio.sendDtmf(key)
    }
    return phone
  }
  const prompts = () => {
    const running = [...office.engine.parts.calls.values()][0]
    return running ? office.traceOf(running.id).filter(({ type }) => type === 'prompt.started') : []
  }
  const way = () =>
    python.lines
      .filter(({ eventType }) => eventType === 'CALL_ACTION')
      .map(({ payload }) => `${payload.clientActionId ?? 'first'} ${payload.dtmf ?? '-'}`)

  test.each([
    ['3', ['first 3']],
    ['9', ['first 9']],
    ['111', ['first 1', 'reservations 1', 'book_table 1']],
    ['112', ['first 1', 'reservations 1', 'book_table 2']],
    ['119', ['first 1', 'reservations 1', 'book_table 9']],
    ['121', ['first 1', 'reservations 2', 'reschedule_table 1']],
    ['122', ['first 1', 'reservations 2', 'reschedule_table 2']],
    ['129', ['first 1', 'reservations 2', 'reschedule_table 9']],
    ['133', ['first 1', 'reservations 3', 'main_menu 3']],
    ['19', ['first 1', 'reservations 9']],
    ['223', ['first 2', 'connect_call 2', 'main_menu 3']],
    ['29', ['first 2', 'connect_call 9']],
  ])('keys %s', async (keys, expected) => {
    const phone = await walk(keys)
    await phone.untilEnded(20_000)
    await written(office)
    await until('the summary', () => summaries().length > 0)
    expect(way()).toEqual(expected)
    expect(summaries().map(({ payload }) => [payload.sessionStatus, payload.lastAction])).toEqual([['COMPLETED', 'HANGUP']])
  })
  test('keys 2, 1: the guest is connected to a representative, both hear one another', async () => {
    const phone = await walk('21')
    const representative = await office.trunk.nextCall()
    representative.answer()
    phone.audio.sendTone(440)
    representative.audio.sendTone(880)
    await Promise.all([representative.audio.waitForTone(440), phone.audio.waitForTone(880)])
    await representative.hangup()
    await phone.untilEnded()
    await until('the summary', () => summaries().length > 0)
    expect(way()).toEqual(['first 2', 'connect_call 1', 'post_call -'])
    expect(summaries()).toMatchObject([
      {
        payload: {
          sessionStatus: 'COMPLETED',
          details: {
            callA: {
              callQuality: { mos: expect.closeTo(4.3, 0), packetLossRate: expect.closeTo(0, 1), jitter: expect.any(Number) },
            },
            callB: { callStatus: 'COMPLETED' },
          },
        },
      },
    ])
  })
  test('keys 2, 1 with a busy representative: the session is BUSY', async () => {
    const phone = await walk('21')
    const representative = await office.trunk.nextCall()
    representative.reject(486)
    await phone.untilEnded()
    await until('the summary', () => summaries().length > 0)
    expect(summaries()).toMatchObject([{ payload: { sessionStatus: 'BUSY' } }])
  })
  test('a guest who is busy: a summary and nothing else', async () => {
    await request(firstRequest)
    const phone = await office.trunk.nextCall()
    phone.reject(486)
    await until('the summary', () => summaries().length > 0)
    expect(python.lines.map(({ eventType }) => eventType)).toEqual(['SESSION_SUMMARY'])
    expect(summaries()).toMatchObject([{ payload: { sessionStatus: 'BUSY' } }])
  })
})

describe('the endpoint', () => {
  const code = async (response: Promise<Response>) => {
    const answer = await response
    return [answer.status, ((await answer.json()) as { statusCode?: number }).statusCode]
  }
  test('wants a token of a sufficient role, and a document', async () => {
    const agent = office.store.apiTokens.create({ name: 'Agent', role: 'agent', by: 'test' })
    expect((await request(firstRequest, { token: 'x'.repeat(40) })).status).toBe(401)
    expect((await request(firstRequest, { token: agent.token })).status).toBe(403)
    expect((await request(firstRequest, { account: 'other' })).status).toBe(404)
    expect(await code(request('{'))).toEqual([400, -1001])
    expect(await code(request({ callflow: [{ action: 'hangup' }] }))).toEqual([422, -1013])
    expect(await code(request({ callflow: [{ action: 'dance' }] }))).toEqual([400, -1007])
    office.store.apiTokens.revoke(agent.id)
    expect((await request(firstRequest, { token: agent.token })).status).toBe(401)
  })
})

describe('actions on real sound', () => {
  test('a file of another server is heard, fetched once for two calls, and the session is recorded', async () => {
    const tone = await toneFile()
    const files = await httpTestServer(() => ({ type: 'audio/wav', body: tone }))
    const fileUrl = `${files.url}/tone.wav`
    try {
      for (const recording of [false, true]) {
        const play = { action: 'playFile', params: { fileUrl, repetition: 2 } }
        const call = { action: 'makeCall', params: { source: virtual, destination: staff, callRecording: true } }
        documents = recording ? [{ callflow: [call, play, { action: 'hangup' }] }] : [{ callflow: [play, { action: 'hangup' }] }]
        const { caller } = await dial(office, '7100')
        if (recording) {
          const other = await office.trunk.nextCall()
          other.answer()
          other.audio.sendTone(880)
          caller.audio.sendTone(440)
          await caller.audio.waitForTone(880, { minMs: 500 })
          await other.audio.waitForTone(440, { minMs: 300 })
          await other.hangup()
        }
        await caller.audio.waitForTone(1000)
        await caller.untilEnded()
        await written(office)
      }
    } finally {
      await files.close()
    }
    expect(files.asked).toHaveLength(1)
    const recording = await until('the recording', () => office.calls().find((call) => call.recording !== null)?.recording)
    const samples = readWav(await readFile(office.host.media.absolute('recordings', recording)))
    const holds = (frequency: number) => windows(samples).some((window) => goertzel(window, frequency) > 0.02)
    // The other side's voice, and the prompt that was played after it.
    expect([holds(880), holds(1000), holds(1500)]).toEqual([true, true, false])
    await until('the summaries', () => told().filter(({ eventType }) => eventType === 'SESSION_SUMMARY').length === 2)
  })
  test('a backend that is gone: an apology, ERROR −2003', async () => {
    await office.change((o) => {
      const gone = { kind: 'callActions', id: 'gone', name: 'Gone', url: 'http://127.0.0.1:9/', subAccountId: 'gone' }
      const summaryUrl = `${own.url}/`
      o.backends.save(backend.parse({ ...gone, summaryUrl }))
      o.routes.save({ number: '7101', flowId: 'builtin:callActions:gone' })
    })
    const { caller } = await dial(office, '7101')
    await caller.audio.waitForAudio()
    await caller.untilEnded(20_000)
    await until('the summary', () => told().length > 0)
    expect(told()).toMatchObject([{ payload: { sessionStatus: 'ERROR', errorDetails: { errorCode: -2003 } } }])
  })
})

/** A second of 1000 Hz as another program would make it: 44.1 kHz. */
async function toneFile(): Promise<Buffer> {
  const { WaveFile } = (await import('wavefile')).default
  const wav = new WaveFile()
  const samples = Int16Array.from({ length: 44_100 }, (_, i) => Math.round(12_000 * Math.sin((2 * Math.PI * 1000 * i) / 44_100)))
  wav.fromScratch(1, 44_100, '16', samples)
  return Buffer.from(wav.toBuffer())
}

/** A tenth of a second each. */
function windows(samples: Int16Array): Int16Array[] {
  return Array.from({ length: Math.floor(samples.length / 800) }, (_, at) => samples.subarray(at * 800, (at + 1) * 800))
}
