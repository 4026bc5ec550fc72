// Prompts for an Asterisk remote: each file under an address that nobody can guess, and no other file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PromptServer } from '../../../../../electron/adapters/media/promptServer.ts'

let folder: string
let server: PromptServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-prompts-'))
  server = new PromptServer({ key: 'secret', asterisk: { host: '127.0.0.1', port: 9 }, port: 0 })
  await server.listen()
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, text: string): string => {
  writeFileSync(join(folder, `${name}.wav`), text)
  return `sound:${join(folder, name)}`
}
const get = (uri: string, method = 'GET') => fetch(uri.replace(/^sound:/, ''), { method })

test('a sound of ours is fetched by its address, which stays the same and says how long it is fresh', async () => {
  const uri = server.mediaUri(put('hello', 'RIFF'))
  expect(uri).toMatch(/^sound:http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{40}\.wav$/)
  expect(server.mediaUri(`sound:${join(folder, 'hello')}`)).toBe(uri)
  const answer = await get(uri)
  expect(await answer.text()).toBe('RIFF')
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': '4',
    'cache-control': 'max-age=86400',
  })
  expect((await get(uri, 'HEAD')).status).toBe(200)
})

test('another content has another address', async () => {
  const before = server.mediaUri(put('hello', 'RIFF'))
  expect(server.mediaUri(put('hello', 'RIFF and more'))).not.toBe(before)
})

test('what is no file of ours is left to Asterisk', () => {
  for (const uri of ['sound:beep', 'tone:busy', 'sound:/nowhere/at-all', 'digits:123']) expect(server.mediaUri(uri)).toBe(uri)
})

test('nothing else is to be had', async () => {
  const uri = server.mediaUri(put('hello', 'RIFF'))
  const base = uri.replace(/^sound:|[0-9a-f]{40}\.wav$/g, '')
  for (const path of ['', '0'.repeat(40), `${'0'.repeat(40)}.wav`, '../hello.wav', '%2e%2e/hello.wav', 'hello.wav'])
    expect((await fetch(base + path)).status).toBe(404)
  expect((await get(uri, 'POST')).status).toBe(404)
  rmSync(join(folder, 'hello.wav'))
  expect((await get(uri)).status).toBe(404)
})

test('the key decides: who knows the file does not know its address', async () => {
  const uri = put('hello', 'RIFF')
  const other = new PromptServer({ key: 'another', asterisk: { host: '127.0.0.1', port: 9 }, port: 0 })
  await other.listen()
  expect(other.mediaUri(uri).slice(-44)).not.toBe(server.mediaUri(uri).slice(-44))
  await other.close()
})

test('a port that is taken is said', async () => {
  const port = Number(new URL(server.address).port)
  const second = new PromptServer({ key: 'secret', asterisk: { host: '127.0.0.1', port: 9 }, port })
  await expect(second.listen()).rejects.toMatchObject({ code: 'MEDIA_PORT', message: expect.stringContaining('--media-port') })
})
