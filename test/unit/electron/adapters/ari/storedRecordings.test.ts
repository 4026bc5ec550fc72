// Recordings that lie with Asterisk, as ARI answers for them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StoredRecordings } from '../../../../../electron/adapters/ari/storedRecordings.ts'

let folder: string
let server: Server
let answer: RequestListener
let recordings: StoredRecordings
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-stored-'))
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ari`
  recordings = new StoredRecordings({ url, user: 'u', password: 'p', app: 'a', requestTimeoutMs: 500 })
})
afterEach(async () => {
  await recordings.close()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = () => join(folder, 'one.wav.part')

test('a file comes whole, with the user’s name', async () => {
  const bytes = Buffer.from([0, 255, 128, 10, 13])
  answer = ({ url, headers }, response) => {
    const known = url === '/ari/recordings/stored/cb-1/file' && headers.authorization === 'Basic dTpw'
    response.writeHead(known ? 200 : 400, { 'content-length': bytes.length }).end(bytes)
  }
  expect(await recordings.fetch('cb-1', file())).toBe(true)
  expect(readFileSync(file())).toEqual(bytes)
})

test('a part is no file: the connection breaks, or nothing follows', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('some', () => response.destroy())
  }
  await expect(recordings.fetch('cb-1', file())).rejects.toMatchObject({ name: 'TelephonyError', code: 'unavailable' })
  answer = (_request, response) => void response.writeHead(200, { 'content-length': 1000 }).write('some')
  await expect(recordings.fetch('cb-1', file())).rejects.toMatchObject({ code: expect.stringMatching(/timeout|unavailable/) })
  expect(existsSync(file())).toBe(false)
})

test('what is not there is no error', async () => {
  answer = (_request, response) => void response.writeHead(404).end('{"message":"Recording not found"}')
  expect(await recordings.fetch('cb-1', file())).toBe(false)
  expect(await recordings.isRunning('cb-1')).toBe(false)
  expect(await recordings.runs('res_curl.so')).toBe(false)
  await recordings.remove('cb-1')
  expect(existsSync(file())).toBe(false)
})

test('only ours are listed, in the format that we record', async () => {
  const all = ['cb-1 wav', 'cb-2 gsm', 'theirs wav'].map((line) => {
    const [name, format] = line.split(' ')
    return { name, format }
  })
  answer = (_request, response) => void response.end(JSON.stringify(all))
  expect(await recordings.names('cb-')).toEqual(['cb-1'])
})
