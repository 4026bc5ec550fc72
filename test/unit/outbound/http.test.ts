// Requests to strangers: bounded in time and size, and not sent astray.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { httpClient } from '../../../electron/adapters/outbound/http.ts'
import { VirtualClock } from '../../../electron/adapters/sim/clock.ts'
import type { HttpAnswer } from '../../../electron/engine/ports.ts'

const open: Server[] = []
const clients: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function server(listener: RequestListener): Promise<string> {
  const made = createServer(listener)
  open.push(made)
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`
}
function client(networks?: string[]) {
  const clock = new VirtualClock()
  const made = httpClient(clock, networks && (() => networks))
  clients.push(made)
  const get = (url: string, more = {}) => made.request({ method: 'GET', url, timeoutMs: 5000, ...more })
  return { clock, made, get }
}
const text = (answer: HttpAnswer) => (answer.result === 'answered' ? new TextDecoder().decode(answer.body) : answer)

describe('A request', () => {
  it('brings status, headers and body, whatever they are', async () => {
    const url = await server((request, response) => {
      response.writeHead(418, { 'x-tea': 'yes' }).end(`${request.method} ${request.headers['x-mine']}`)
    })
    const answer = await client().get(url, { headers: { 'x-mine': 'here' } })
    expect(answer).toMatchObject({ result: 'answered', status: 418, headers: { 'x-tea': 'yes' } })
    expect(text(answer)).toBe('GET here')
  })

  it('that is not answered in time, also in the middle of a body, is unreachable and leaves no timer', async () => {
    const url = await server((_request, response) => void response.writeHead(200).write('half'))
    const { clock, get } = client()
    const asked = get(url)
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    await clock.advance(5000)
    expect(await asked).toEqual({ result: 'unreachable', error: 'No answer within 5 s.' })
    expect(clock.pending).toBe(0)
  })

  it('is unreachable when the socket closes half-way or nobody listens', async () => {
    const url = await server((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setImmediate(() => response.destroy())
    })
    const { get } = client()
    expect((await get(url)).result).toBe('unreachable')
    expect((await get('http://127.0.0.1:1')).result).toBe('unreachable')
  })

  it('reads no more than is wanted', async () => {
    const url = await server((_request, response) => void response.end('x'.repeat(10_000_000)))
    const { get } = client()
    expect(await get(url, { maxBytes: 1000 })).toMatchObject({ result: 'tooLarge', status: 200 })
    expect(await get(url)).toMatchObject({ result: 'tooLarge' })
  })

  it('follows redirects within the scheme, three at most, and none with a body but 307 and 308', async () => {
    const url = await server((request, response) => {
      const [, kind, n = '0'] = (request.url ?? '').split('/')
      if (kind === 'again') response.writeHead(307, { location: `/again/${Number(n) + 1}` }).end()
      else if (kind === 'away') response.writeHead(302, { location: 'ftp://127.0.0.1/x' }).end()
      else if (kind === 'meta') response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
      else if (kind === 'once') response.writeHead(302, { location: '/end' }).end()
      else response.end(`${request.method} at the end`)
    })
    const { get } = client()
    expect(text(await get(`${url}/once`))).toBe('GET at the end')
    expect(await get(`${url}/once`, { method: 'POST', body: '{}' })).toMatchObject({ result: 'answered', status: 302 })
    expect(await get(`${url}/once`, { redirects: false })).toMatchObject({ status: 302 })
    for (const path of ['again/0', 'away', 'meta']) expect((await get(`${url}/${path}`)).result, path).toBe('impossible')
  })

  it('goes only to the networks the office lists; link-local ones never', async () => {
    const url = await server((_request, response) => void response.end('here'))
    expect(text(await client([]).get(url))).toBe('here')
    expect(text(await client(['127.0.0.0/8', 'fd00::/8']).get(url))).toBe('here')
    expect((await client(['10.0.0.0/8']).get(url)).result).toBe('impossible')
    expect((await client(['10.0.0.0/8']).get(url.replace('127.0.0.1', 'localhost'))).result).toBe('impossible')
    expect((await client(['0.0.0.0/0']).get('http://169.254.169.254/')).result).toBe('impossible')
    expect((await client().get('file:///etc/passwd')).result).toBe('impossible')
  })
})
