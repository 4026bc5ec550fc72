import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { networkGuard } from '../../../electron/adapters/outbound/addresses.ts'
import { openOutbox } from '../../../electron/adapters/outbound/outbox.ts'
import { manualClock, testStore } from '../store/support.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

async function server(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<string> {
  const http = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    answer(request, response, body)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

function outbox(rows = testStore().store.outbox, clock = manualClock()) {
  const box = openOutbox({ rows, clock, log: silent })
  onTestFinished(() => box.close())
  const post = (url: string, id = 'd1') => box.post({ id, callId: 'c1', url, headers: { 'x-key': 'k' }, body: '{"a":1}' })
  const until = (change: object) => vi.waitFor(() => expect(rows.get('d1')).toMatchObject(change), { interval: 5 })
  return { box, rows, clock, post, until }
}

describe('a webhook', () => {
  it('arrives once, with its headers and its id', async () => {
    const seen: unknown[] = []
    const url = await server((request, response, body) => {
      seen.push([request.method, request.headers['x-key'], request.headers['x-cordboard-delivery'], body])
      response.writeHead(204).end()
    })
    const { post, until, clock } = outbox()
    post(url)
    post(url)
    await until({ status: 'delivered', attempts: 1, lastStatus: 204 })
    expect(seen).toEqual([['POST', 'k', 'd1', '{"a":1}']])
    expect(clock.timers).toBe(0)
  })

  it('is tried three times on a server’s fault, 5 s and 25 s apart, then given up and sent again on request', async () => {
    let fault = true
    let hits = 0
    const url = await server((_request, response) => {
      hits++
      response.writeHead(fault ? 503 : 200).end()
    })
    const { box, post, until, clock } = outbox()
    post(url)
    await until({ status: 'pending', attempts: 1, lastStatus: 503 })
    clock.advance(4_999)
    expect(hits).toBe(1)
    clock.advance(1)
    await until({ attempts: 2 })
    clock.advance(25_000)
    await until({ status: 'failed', attempts: 3 })
    clock.advance(100_000)
    expect([hits, clock.timers]).toEqual([3, 0])
    fault = false
    expect([box.resend('d1'), box.resend('d1'), box.resend('other')]).toEqual([true, false, false])
    await until({ status: 'delivered', attempts: 1 })
  })

  it('is not repeated when the server refuses it, or sends it elsewhere', async () => {
    const url = await server((request, response) =>
      response.writeHead(request.url === '/moved' ? 302 : 404, { location: '/' }).end(),
    )
    const { post, rows } = outbox()
    post(`${url}/moved`, 'moved')
    post(`${url}/gone`, 'gone')
    await vi.waitFor(() => {
      expect(rows.get('moved')).toMatchObject({ status: 'failed', attempts: 1, lastStatus: 302 })
      expect(rows.get('gone')).toMatchObject({ status: 'failed', attempts: 1, lastStatus: 404 })
    })
  })

  it('is tried again when the server is silent for 10 s', async () => {
    const url = await server(() => {})
    const { post, until, clock } = outbox()
    post(url)
    await vi.waitFor(() => expect(clock.timers).toBe(1))
    clock.advance(10_000)
    await until({ status: 'pending', attempts: 1, lastError: 'No answer within 10 s.' })
  })

  it('is delivered however much the server has to say', async () => {
    const url = await server((_request, response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const { post, until } = outbox()
    post(url)
    await until({ status: 'delivered', lastStatus: 200 })
  })

  it.each([
    ['408', 408, {}, 5_000],
    ['425', 425, {}, 5_000],
    ['429 with seconds', 429, { 'retry-after': '120' }, 120_000],
    ['503 with seconds', 503, { 'retry-after': '30' }, 30_000],
    ['429 that asks for less than our pause', 429, { 'retry-after': '1' }, 5_000],
    ['429 with nonsense', 429, { 'retry-after': 'later' }, 5_000],
    ['503 that asks for a day', 503, { 'retry-after': '86400' }, 3_600_000],
  ])('is tried again after %s, not before', async (_name, status, headers, pause) => {
    let hits = 0
    const url = await server((_request, response) => {
      hits++
      response.writeHead(hits === 1 ? status : 200, headers).end()
    })
    const { post, until, clock, rows } = outbox()
    const from = clock.now()
    post(url)
    await until({ status: 'pending', attempts: 1, lastStatus: status })
    expect((rows.get('d1')?.nextAt ?? 0) - from).toBe(pause)
    clock.advance(pause - 1)
    expect(hits).toBe(1)
    clock.advance(1)
    await until({ status: 'delivered', attempts: 2 })
  })

  it('is tried again at the moment that the server names', async () => {
    const { post, until, clock, rows } = outbox()
    const at = new Date(Math.ceil(clock.now() / 1000) * 1000 + 90_000)
    const url = await server((_request, response) => response.writeHead(503, { 'retry-after': at.toUTCString() }).end())
    post(url)
    await until({ status: 'pending', attempts: 1 })
    expect(rows.get('d1')?.nextAt).toBe(at.getTime())
  })

  it.each([400, 401, 404, 410, 422])('is not tried again after %i', async (status) => {
    const { post, until } = outbox()
    post(await server((_request, response) => response.writeHead(status).end()))
    await until({ status: 'failed', attempts: 1, lastStatus: status })
  })

  it('goes on after a restart of the host', async () => {
    let hits = 0
    const url = await server((_request, response) => {
      hits++
      response.writeHead(hits === 1 ? 500 : 200).end()
    })
    const first = outbox()
    first.post(url)
    await first.until({ status: 'pending', attempts: 1 })
    await first.box.close()
    expect(first.clock.timers).toBe(0)
    const second = outbox(first.rows, first.clock)
    second.clock.advance(5_000)
    await second.until({ status: 'delivered', attempts: 2 })
  })

  it('that was being sent when the host closed is still pending', async () => {
    const url = await server(() => {})
    const { box, post, rows, clock } = outbox()
    post(url)
    await vi.waitFor(() => expect(clock.timers).toBe(1))
    await box.close()
    expect([rows.get('d1'), clock.timers]).toMatchObject([{ status: 'pending', attempts: 0 }, 0])
  })

  it('does not go to link-local addresses, nor to what is no web address', async () => {
    const { post, rows } = outbox()
    const urls = [
      'http://169.254.169.254/latest',
      'http://[fe80::1]/',
      'http://[::ffff:169.254.169.254]/',
      'file:///etc/passwd',
      'no',
    ]
    for (const url of urls) post(url, url)
    await vi.waitFor(() => {
      for (const url of urls) expect(rows.get(url), url).toMatchObject({ status: 'failed', attempts: 1, lastStatus: null })
    })
    expect(
      ['127.0.0.1', '10.0.0.8', 'example.org', '169.254.0.1', '[fe80::1%eth0]'].map((host) => networkGuard().forbids(host)),
    ).toEqual([false, false, false, true, true])
  })
})
