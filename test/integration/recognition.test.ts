// A real recogniser understands synthesised digits: as a file, as `input_voice` in a real call, and as a message's transcript.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { streamSockets } from '../../electron/adapters/outbound/streamSockets.ts'
import { EmbeddedSpeech } from '../../electron/adapters/speech/embedded.ts'
import { chosenRecogniser } from '../../electron/adapters/speech/recognition/chosen.ts'
import { samplesOf } from '../../electron/adapters/speech/recognition/sound.ts'
import { backend, backendFlow } from '../../shared/domain/backend.ts'
import { speechSettings } from '../../shared/domain/voices.ts'
import { callFlow, dial, end, flow, start, written } from '../support/flowCalls.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import { pocketsphinx } from '../support/pocketsphinx.ts'

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
/** The synthesiser's clearest voice for a model that was made of people's. */
const clear = { language: 'en' as const, voice: 'en-us+f2', speed: 0.7 }
let folder: string
let command: string[]
let voice: EmbeddedSpeech
let office: RealOffice
type Event = { type: string; text?: string }
let provider: HttpTestServer

beforeAll(async () => {
  const found = await pocketsphinx()
  command = found.command
  Object.assign(process.env, found.env)
  folder = await mkdtemp(join(tmpdir(), 'cordboard-heard-'))
  voice = new EmbeddedSpeech({ cacheFolder: folder })
  office = await realOffice()
  provider = await httpTestServer(({ body }) => {
    const { event } = JSON.parse(body) as { event: Event }
    const asks = event.type === 'session_start'
    return { json: asks ? { type: 'input_voice', timeout_ms: 6000, language: 'en' } : { type: 'hangup' } }
  })
  const step = { kind: 'step', id: 'voice', name: 'Voice', url: `${provider.url}/` }
  // The cache the recogniser lies in may be root's alone: it runs as whoever runs the test.
  const programs = { runAs: 'root', recognisers: { pocketsphinx: { command } } }
  await writeFile(join(office.data, 'programs.json'), JSON.stringify(programs), { mode: 0o600 })
  await office.mailbox('box')
  await office.change((o) => {
    o.speech.save(speechSettings.parse({ recogniser: 'program', recogniserProgram: 'pocketsphinx', transcribe: true }))
    o.backends.save(backend.parse(step))
    o.routes.save({ number: '7200', flowId: backendFlow({ kind: 'step', id: 'voice' }) })
  })
})
afterAll(async () => {
  await provider?.close()
  await voice?.close()
  await office?.stop()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => office.assertQuiet())

test('at least eight of ten synthesised digits are understood', async () => {
  const recogniser = chosenRecogniser(
    () => office.config().speech,
    streamSockets(),
    () => ({ speech: {}, recognisers: { pocketsphinx: { command } }, as: () => null }),
  )
  const understood: string[] = []
  for (const digit of digits) {
    const { path } = await voice.render({ text: digit, ...clear })
    understood.push((await recogniser.recognise({ path, language: 'en', scene: 'digits' })).text)
  }
  const right = understood.filter((text, at) => text === digits[at])
  console.log(`understood ${right.length} of 10: ${understood.join(' ')}`)
  expect(right.length).toBeGreaterThanOrEqual(8)
})

test('input_voice: what the caller says goes to the provider as text', async () => {
  const { path } = await voice.render({ text: 'three', ...clear })
  const { samples } = await samplesOf(path)
  const { caller } = await dial(office, '7200')
  await caller.untilAnswered()
  await until('the recording', () => office.traceOf(office.calls()[0]?.id ?? '').some(({ type }) => type === 'record.started'))
  await caller.audio.sendPcm(samples)
  caller.audio.sendSilence()
  await caller.untilEnded(20_000)
  await written(office)
  const heard = provider.bodies<{ event: Event }>('/').map(({ event }) => event)
  expect(heard).toEqual([{ type: 'session_start' }, { type: 'input_voice', text: 'three', confidence: 1 }])
})

test('a message is written down and shown with it', async () => {
  const { path } = await voice.render({ text: 'two', ...clear })
  const { samples } = await samplesOf(path)
  const greeting = { kind: 'tone', tone: 'beep' }
  const { caller } = await callFlow(
    office,
    flow({ start, box: { type: 'voicemail', mailboxId: 'box', greeting }, end }, ['start.next>box']),
  )
  await caller.untilAnswered()
  await until('the recording', () =>
    office.calls().some(({ id }) => office.traceOf(id).some(({ type, node }) => type === 'record.started' && node === 'box')),
  )
  // Spoken after the beep, as people do.
  await caller.audio.sendPcm(Int16Array.from([...new Int16Array(6000), ...samples, ...new Int16Array(2000)]))
  await caller.hangup()
  const message = await until('the transcript', () =>
    office.store.voicemails.list({ mailboxId: 'box', limit: 5 }).find(({ transcript }) => transcript !== undefined),
  )
  expect(message).toMatchObject({ mailboxId: 'box', status: 'new', transcript: 'two' })
})
