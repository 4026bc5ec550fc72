// The Vosk server's protocol against a server that checks every frame; and a local program in its place.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import WaveFile from 'wavefile'
import { type WebSocket, WebSocketServer } from 'ws'
import { streamSockets } from '../../../../../electron/adapters/outbound/streamSockets.ts'
import { chosenRecogniser } from '../../../../../electron/adapters/speech/recognition/chosen.ts'
import { type SpeechSettings, speechSettings } from '../../../../../shared/domain/voices.ts'

let folder: string
let file: string
const samples = Int16Array.from({ length: 8000 + 123 }, (_, i) => (i % 2000) - 1000)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-vosk-'))
  file = join(folder, 'heard.wav')
  const wav = new WaveFile.WaveFile()
  wav.fromScratch(1, 8000, '16', samples)
  await writeFile(file, wav.toBuffer())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const machine = (command: string[]) => ({ speech: {}, recognisers: { ours: { command } }, as: () => null })
const recogniser = (settings: Partial<SpeechSettings>, command: string[] = []) =>
  chosenRecogniser(
    () => speechSettings.parse(settings),
    streamSockets(),
    () => machine(command),
  )
const request = () => ({ path: file, language: 'en' as const, scene: 'digits' })

async function server(on: (socket: WebSocket) => void): Promise<string> {
  const listening = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => listening.once('listening', resolve))
  onTestFinished(() => {
    for (const client of listening.clients) client.terminate()
    listening.close()
  })
  listening.on('connection', on)
  return `ws://127.0.0.1:${(listening.address() as AddressInfo).port}`
}

test('configuration, the samples in pieces with an answer each, the end, the last result', async () => {
  const frames: (string | Buffer)[] = []
  let closed = false
  const url = await server((socket) => {
    let heard = 0
    socket.on('close', () => {
      closed = true
    })
    socket.on('message', (data: Buffer, isBinary) => {
      frames.push(isBinary ? data : data.toString())
      if (isBinary) {
        // The next piece must not come before this answer.
        const count = frames.length
        setTimeout(() => {
          expect(frames.length).toBe(count)
          heard += data.length
          const result = { result: [{ conf: 0.5, start: 0, end: 1, word: 'one' }], text: 'one' }
          socket.send(JSON.stringify(heard === 9600 ? result : { partial: 'o' }))
        }, 5)
      } else if (data.toString().includes('eof'))
        socket.send(JSON.stringify({ result: [{ conf: 1, start: 1, end: 2, word: 'two' }], text: 'two' }))
    })
  })
  const vosk = recogniser({ recogniser: 'vosk', recogniserUrl: url })
  expect(vosk.available()).toBe(true)
  expect(await vosk.recognise(request())).toEqual({ text: 'one two', confidence: 0.75 })
  expect(JSON.parse(String(frames[0]))).toEqual({ config: { sample_rate: 8000, words: true } })
  const pieces = frames.slice(1, -1) as Buffer[]
  expect(pieces.map((piece) => piece.length)).toEqual([3200, 3200, 3200, 3200, 3200, 246])
  expect(Buffer.concat(pieces).equals(Buffer.from(samples.buffer))).toBe(true)
  expect(JSON.parse(String(frames.at(-1)))).toEqual({ eof: 1 })
  await expect.poll(() => closed).toBe(true)
})
test('silence is an empty text of no confidence', async () => {
  const url = await server((socket) =>
    socket.on('message', (data, isBinary) => {
      if (isBinary || String(data).includes('eof')) socket.send('{"text": ""}')
    }),
  )
  expect(await recogniser({ recogniser: 'vosk', recogniserUrl: url }).recognise(request())).toEqual({ text: '', confidence: 0 })
})
test.each<[string, (socket: WebSocket) => void, string]>([
  ['hangs up in the middle', (socket) => socket.on('message', (_data, isBinary) => isBinary && socket.close()), 'failed'],
  ['answers nonsense', (socket) => socket.on('message', (_data, isBinary) => isBinary && socket.send('hello')), 'failed'],
])('a server that %s is an error', async (_what, on, code) => {
  const url = await server(on)
  await expect(recogniser({ recogniser: 'vosk', recogniserUrl: url }).recognise(request())).rejects.toMatchObject({ code })
})
test('a server that is not there, an address that is none, and none at all', async () => {
  const unreachable = recogniser({ recogniser: 'vosk', recogniserUrl: 'ws://127.0.0.1:9' })
  await expect(unreachable.recognise(request())).rejects.toMatchObject({ code: 'unavailable' })
  await expect(recogniser({ recogniser: 'vosk', recogniserUrl: 'nowhere' }).recognise(request())).rejects.toMatchObject({
    code: 'unavailable',
  })
  expect(recogniser({}).available()).toBe(false)
  await expect(recogniser({}).recognise(request())).rejects.toMatchObject({ code: 'unavailable' })
})
test('a recogniser outside the office’s networks, or at a link-local address, is not asked', async () => {
  const url = await server((socket) => socket.on('message', () => socket.send('{"text": ""}')))
  const settings = speechSettings.parse({ recogniser: 'vosk', recogniserUrl: url })
  const fenced = chosenRecogniser(
    () => settings,
    streamSockets(() => ['10.0.0.0/8']),
    () => machine([]),
  )
  await expect(fenced.recognise(request())).rejects.toMatchObject({ code: 'unavailable' })
  const metadata = recogniser({ recogniser: 'vosk', recogniserUrl: 'ws://169.254.169.254/' })
  await expect(metadata.recognise(request())).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/link-local/),
  })
})
test('whoever no longer waits ends it', async () => {
  const url = await server(() => {})
  const stop = new AbortController()
  const asked = recogniser({ recogniser: 'vosk', recogniserUrl: url }).recognise(request(), stop.signal)
  setTimeout(() => stop.abort(), 50)
  await expect(asked).rejects.toMatchObject({ code: 'aborted' })
})
test('a local program: its last line is the text, or JSON; its arguments are filled in, no shell between', async () => {
  const by = (...command: string[]) =>
    recogniser({ recogniser: 'program', recogniserProgram: 'ours' }, command).recognise(request())
  expect(await by('/bin/echo', 'noise\n{language} {scene}; $HOME')).toEqual({ text: 'en digits; $HOME', confidence: 1 })
  expect(await by('/bin/echo', '{"text": "one two", "confidence": 0.4}')).toEqual({ text: 'one two', confidence: 0.4 })
  expect(await by('/bin/true')).toEqual({ text: '', confidence: 0 })
  await expect(by('/bin/echo', '{"text": 5}')).rejects.toMatchObject({ code: 'failed' })
  await expect(by('/nowhere/x')).rejects.toMatchObject({ code: 'unavailable' })
  const { text } = await by(
    '/usr/bin/env',
    'python3',
    '-c',
    'import sys, wave; print(wave.open(sys.argv[1]).getframerate())',
    '{file16}',
  )
  expect(text).toBe('16000')
})
