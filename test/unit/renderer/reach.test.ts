// Why a request did not get through, as people are told: from what the host's client really says.
import { afterAll, expect, test } from 'vitest'
import { httpClient } from '../../../electron/adapters/outbound/http.ts'
import { httpEngine } from '../../../electron/adapters/speech/engines/httpService.ts'
import { piperEngine } from '../../../electron/adapters/speech/engines/piper.ts'
import { runProgram } from '../../../electron/adapters/speech/localProgram.ts'
import { wallClock } from '../../../electron/host/system.ts'
import { reach, silence } from '../../../renderer/settings/reach.ts'
import { httpTestServer } from '../../support/httpTestServer.ts'

const http = httpClient(wallClock)
const program = await httpTestServer(({ path }) => (path === '/much' ? { body: 'x'.repeat(2000) } : {}))
afterAll(async () => {
  await program.close()
  await http.close()
})

const secure = program.url.replace('http', 'https')
test.each([
  ['http://127.0.0.1:9', 'nothing listens at that address. Does the program run, and is the port right?'],
  ['http://nowhere.invalid/ivr', 'no computer is called “nowhere.invalid”. Is the address spelt right?'],
  ['http://169.254.169.254/', 'requests may not go to that address (Settings → Office → Networks).'],
  ['ftp://127.0.0.1/', 'that is no http or https address.'],
  [`${program.url}/much`, 'the answer is too large.'],
])('%s', async (url, sentence) => {
  const answer = await http.request({ method: 'GET', url, timeoutMs: 5000, maxBytes: 1000 })
  expect('error' in answer && reach(answer.error)).toBe(sentence)
})

test('https where http is spoken', async () => {
  const answer = await http.request({ method: 'GET', url: secure, timeoutMs: 5000 })
  expect('error' in answer && reach(answer.error)).toBe('no https is spoken there. Should it be http?')
})

test('too late, and what no sentence fits', () => {
  expect(reach('No answer within 0.5 s.')).toBe('nothing came within 0.5 s.')
  expect(reach('Something else')).toBe('Something else')
})

test('why a voice is not heard', async () => {
  const failing = async (speaks: Promise<unknown>) => silence(await speaks.then(String, (error: Error) => error.message))
  const said = { text: 'Hello', language: 'en' as const, voice: '', speed: 1 }
  program.answer = () => ({ status: 503 })
  expect(await failing(httpEngine(http, program.url).speak(said))).toBe('The service answered 503, which is no success.')
  expect(await failing(httpEngine(http, 'http://127.0.0.1:9').speak(said))).toMatch(/^Nothing listens at that address\./)
  expect(await failing(piperEngine({ program: '/nowhere/piper', voiceFolder: '/nowhere' }).speak(said))).toBe(
    'There is no voice of this language in /nowhere.',
  )
  expect(await failing(runProgram('/nowhere/piper', []))).toBe('/nowhere/piper cannot be run. Is it there, and may it be run?')
  expect(await failing(runProgram('sleep', ['5'], { timeoutMs: 20 }))).toBe('It took too long.')
})
