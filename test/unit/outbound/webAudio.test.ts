// Sound files of other servers: fetched once an hour by address, converted, bounded.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cachedMs, largest, webAudio } from '../../../electron/adapters/outbound/webAudio.ts'
import type { HttpAnswer } from '../../../electron/engine/ports.ts'
import { answered, ScriptedHttp } from '../../support/scriptedHttp.ts'
import { manualClock } from '../store/support.ts'

async function web(answer: () => HttpAnswer = () => answered(200, 'sound')) {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-web-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const http = new ScriptedHttp()
  http.answer = answer
  const clock = manualClock()
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const convert = async (bytes: Uint8Array) => {
    if (bytes.length === 0) throw new Error('This is no sound.')
    return { wav: bytes, seconds: 2 }
  }
  return { http, clock, audio: webAudio({ http, clock, log, folder, convert }) }
}

test('an address is fetched once, also for two at once, and again after an hour', async () => {
  const { http, clock, audio } = await web()
  const [one, two] = await Promise.all([audio.get('http://x/a.wav'), audio.get('http://x/a.wav')])
  expect(one).toEqual(two)
  expect(one).toMatchObject({ result: 'ready', seconds: 2 })
  if (one.result === 'ready') expect(await readFile(one.path, 'utf8')).toBe('sound')
  clock.advance(cachedMs - 1)
  await audio.get('http://x/a.wav')
  expect(http.requests).toHaveLength(1)
  expect(http.requests[0]).toMatchObject({ method: 'GET', maxBytes: largest })
  clock.advance(1)
  await audio.get('http://x/a.wav')
  await audio.get('http://x/b.wav')
  expect(http.requests).toHaveLength(3)
})
test.each<[string, HttpAnswer, string]>([
  ['is not there', answered(404), 'The server answered 404.'],
  ['is 5 MB', { result: 'tooLarge', status: 200, error: 'The answer is larger.' }, 'The answer is larger.'],
  ['is no sound', answered(200, ''), 'This is no sound.'],
])('a file that %s is an error, and tried again the next time', async (_what, answer, error) => {
  const { http, audio } = await web(() => answer)
  expect(await audio.get('http://x/a.wav')).toEqual({ result: 'failed', error })
  await audio.get('http://x/a.wav')
  expect(http.requests).toHaveLength(2)
})
