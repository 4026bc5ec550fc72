// Secrets in what the host sends: values are there for the server, and nowhere else.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { Announcements } from '../../../electron/adapters/outbound/announcements.ts'
import { httpClient } from '../../../electron/adapters/outbound/http.ts'
import { openOutbox } from '../../../electron/adapters/outbound/outbox.ts'
import { streamSockets } from '../../../electron/adapters/outbound/streamSockets.ts'
import { secretReader } from '../../../electron/host/secretReader.ts'
import { backend } from '../../../shared/domain/backend.ts'
import { webhookRecord } from '../../../shared/domain/webhooks.ts'
import { flowDocument } from '../../../shared/flow/document.ts'
import { stableFlow } from '../../../shared/flow/stable.ts'
import { flowOf, type OfficeParts } from '../../support/memory.ts'
import { traced } from '../../support/trace.ts'
import { end, endedAfterEach, office, start } from '../engine/offices.ts'
import { manualClock, testStore } from '../store/support.ts'

endedAfterEach()

const hush = 'hush "&/hush'
const inUri = encodeURIComponent(hush)
const inJson = JSON.stringify(hush).slice(1, -1)
const wait = { type: 'pause', seconds: 2 }
const silent = { info: () => {}, warn: () => {}, error: () => {} }

type Seen = { url: string; headers: IncomingMessage['headers']; body: string }

/** A server that answers every request, and says what it was asked. */
async function server(status = 200, headers = {}) {
  const seen: Seen[] = []
  const http = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    seen.push({ url: request.url ?? '', headers: request.headers, body })
    response.writeHead(status, headers).end('{}')
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  return { seen, http, host: `127.0.0.1:${(http.address() as AddressInfo).port}` }
}

/** A store with secrets, the host's ways out over it, and an office whose calls take them. */
function outside() {
  const { store } = testStore()
  store.flowSecrets.set('shop', hush)
  const readSecret = secretReader(store)
  const clock = manualClock()
  const outbox = openOutbox({ rows: store.outbox, clock, log: silent, readSecret })
  const http = httpClient(clock, undefined, undefined, readSecret)
  onTestFinished(async () => {
    await outbox.close()
    await http.close()
  })
  return { store, outbox, http, streams: streamSockets(undefined, undefined, readSecret), clock }
}

async function calling(
  ways: ReturnType<typeof outside>,
  nodes: Record<string, { type: string }>,
  edges: string[],
  parts: Partial<OfficeParts> = {},
) {
  const flow = flowOf('f', { start, end, ...nodes }, edges)
  const made = await office({ routes: { '1': 'f' }, ...parts }, flow)
  made.ports.outbox.post = (request) => ways.outbox.post(request)
  made.ports.http.request = (request, signal) => ways.http.request(request, signal)
  made.ports.streams.open = (request, events, signal) => ways.streams.open(request, events, signal)
  return made
}

const everything = (store: ReturnType<typeof outside>['store']) => JSON.stringify(store.outbox.list(100))

describe('A secret', () => {
  it('in an address, a header and a body of a flow’s request is there for its server, and not in the trace', async () => {
    const { seen, host } = await server()
    const ways = outside()
    const ask = {
      type: 'httpRequest',
      method: 'POST',
      url: `http://${host}/{{secret.shop}}?key={{secret.shop}}`,
      headers: { Authorization: 'Bearer {{secret.shop}}' },
      body: '{"key":"{{secret.shop}}","from":"{{call.from}}"}',
    }
    ways.store.flowSecrets.set('shop', 'a&b"c')
    const w = await calling(ways, { ask, wait }, ['start.next>ask', 'ask.ok>end', 'ask.error>wait', 'wait.next>end'])
    w.sim.call('1', '{{secret.shop}}')
    await w.clock.advance(100)
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    expect(seen).toMatchObject([
      {
        url: '/a%26b%22c?key=a%26b%22c',
        headers: { authorization: 'Bearer a&b"c' },
        // What a caller brings is never taken for a reference.
        body: '{"key":"a&b\\"c","from":"{{secret.shop}}"}',
      },
    ])
    await vi.waitFor(() => expect(JSON.stringify(w.log.events)).toContain('http.answered'))
    expect(JSON.stringify(w.log.events)).not.toContain('a&b')
    expect(JSON.stringify(w.log.events)).toContain(`http://${host}/{{secret.shop}}?…`)
  })

  it('in a flow’s webhook is a reference in the outbox, also after a restart, and a value when it is sent', async () => {
    const { seen, host } = await server(503)
    const ways = outside()
    const hook = {
      type: 'webhook',
      url: `http://${host}/?key={{secret.shop}}`,
      headers: { 'X-Key': '{{secret.shop}}' },
      payload: '{"k":"{{secret.shop}}"}',
    }
    const w = await calling(ways, { hook }, ['start.next>hook', 'hook.next>end'])
    w.sim.call('1', '+4930123456')
    await w.clock.advance(100)
    await vi.waitFor(() => expect(ways.store.outbox.list(1)[0]).toMatchObject({ attempts: 1 }))
    expect(seen).toMatchObject([{ url: `/?key=${inUri}`, headers: { 'x-key': hush }, body: `{"k":"${inJson}"}` }])
    expect(everything(ways.store)).toContain('{{secret.shop')
    expect(everything(ways.store)).not.toContain('hush')
    await ways.outbox.close()
    // The value of that moment is sent, not that of the call's.
    ways.store.flowSecrets.set('shop', 'changed')
    const readSecret = secretReader(ways.store)
    const next = openOutbox({ rows: ways.store.outbox, clock: ways.clock, log: silent, readSecret })
    onTestFinished(() => next.close())
    ways.clock.advance(5000)
    await vi.waitFor(() => expect(seen[1]).toMatchObject({ url: '/?key=changed', headers: { 'x-key': 'changed' } }))
    expect(JSON.stringify(w.log.events)).not.toContain('hush')
  })

  it('in a backend’s header stays out of the office’s configuration and of the outbox', async () => {
    const { seen, host } = await server()
    const ways = outside()
    const shop = backend.parse({
      kind: 'callActions',
      id: 'shop',
      name: 'Shop',
      url: `http://${host}/`,
      headers: { 'X-Key': hush },
    })
    ways.store.office.backends.save(shop)
    const { backends } = ways.store.office.loadConfig()
    expect(JSON.stringify([...backends.values()])).not.toContain('hush')
    const nodes = { hand: { type: 'callActions', backendId: 'shop' } }
    const w = await calling(ways, nodes, ['start.next>hand', 'hand.ended>end', 'hand.failed>end'], { more: { backends } })
    w.sim.call('1', '+4930123456')
    await w.clock.advance(500)
    await vi.waitFor(async () => {
      await w.clock.advance(500)
      expect(ways.store.outbox.list(9)).toMatchObject([{ status: 'delivered' }])
    })
    expect(seen.length).toBeGreaterThan(1)
    for (const { headers } of seen) expect(headers['x-key']).toBe(hush)
    expect(everything(ways.store)).not.toContain('hush')
  })

  it('in a stream’s address, headers and metadata is a reference in the journal, and a value for the endpoint', async () => {
    const { http, host } = await server()
    const sockets = new WebSocketServer({ server: http })
    const heard: { url: string; key: unknown; text: string }[] = []
    sockets.on('connection', (socket, request) =>
      socket.on('message', (data, binary) => {
        if (!binary) heard.push({ url: request.url ?? '', key: request.headers['x-key'], text: String(data) })
      }),
    )
    onTestFinished(() => sockets.close())
    const ways = outside()
    const stream = {
      type: 'streamAudio',
      url: `ws://${host}/?key={{secret.shop}}`,
      headers: { 'X-Key': '{{secret.shop}}' },
      metadata: { token: '{{secret.shop}}', from: '{{call.from}}' },
    }
    ways.store.flowSecrets.set('shop', 'hush-hush')
    const w = await calling(ways, { stream, wait }, [
      'start.next>stream',
      'stream.started>wait',
      'stream.failed>end',
      'wait.next>end',
    ])
    w.sim.call('1', '{{secret.shop}}')
    await w.clock.advance(10)
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    expect(heard).toMatchObject([{ url: '/?key=hush-hush', key: 'hush-hush' }])
    expect(JSON.parse(heard[0]?.text ?? '')).toMatchObject({ metadata: { token: 'hush-hush', from: '{{secret.shop}}' } })
    await vi.waitFor(() => expect(JSON.stringify(w.log.events)).toContain('stream.started'))
    expect(JSON.stringify([w.log.events, w.journal.load()])).not.toContain('hush')
    await vi.waitFor(async () => {
      await w.clock.advance(1000)
      expect(w.sim.channels.size).toBe(0)
    })
  })

  it('in an office webhook’s address and template is a reference until it is sent', async () => {
    const { seen, host } = await server()
    const ways = outside()
    const hook = webhookRecord.parse({
      id: 'w',
      name: 'W',
      url: `http://${host}/?token={{secret.shop}}`,
      events: ['call.started'],
      template: '{"key":"{{secret.shop}}","from":"{{from}}"}',
    })
    let nonce = 0
    const announcements = new Announcements({
      hooks: () => [hook],
      outbox: ways.outbox,
      clock: ways.clock,
      newNonce: () => `n${++nonce}`,
      office: () => 'Office',
      lookup: () => null,
    })
    // A guess at the nonce of the next delivery is not one of this.
    announcements.traced(traced('call.started', { from: '{{secret.shop|json|n2}}', to: '1' }))
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    expect(seen).toMatchObject([{ url: `/?token=${inUri}`, body: `{"key":"${inJson}","from":"{{secret.shop|json|n2}}"}` }])
    expect(everything(ways.store)).not.toContain('hush')
  })

  it('is not sent on to another server, nor named by an error', async () => {
    const other = await server()
    const first = await server(307, { location: `http://${other.host}/` })
    const { http, store } = outside()
    store.flowSecrets.set('host', 'no-such-host.invalid')
    const ask = (url: string) =>
      http.request({
        method: 'POST',
        url,
        headers: { 'x-key': '{{secret.shop|plain|n}}' },
        body: 'x',
        nonce: 'n',
        timeoutMs: 5000,
      })
    expect(await ask(`http://${first.host}/`)).toMatchObject({ result: 'impossible' })
    expect([first.seen.length, other.seen.length]).toEqual([1, 0])
    const lost = await ask('http://{{secret.host|uri|n}}/')
    expect(lost).toMatchObject({ result: 'unreachable', error: expect.stringContaining('•••') })
    expect(JSON.stringify(lost)).not.toContain('no-such-host')
  })
})

describe('A flow that is saved with secrets in it', () => {
  const config = {
    url: 'https://ann:pass%20word@x.example/a?key=k%261&page=2&access_token={{token}}',
    headers: { 'X-Token': 'Bearer {{token}}', Authorization: 'Basic abc', 'X-Plain': 'open' },
    metadata: { apiKey: 'meta', name: 'open' },
    body: '{"password":"pa\\"ss","name":"open","token":"{{token}}"}',
    payload: 'user=ann&pwd=form%21',
  }
  const document = flowDocument.parse(flowOf('f', { start, ask: { type: 'httpRequest', ...config } }, []))

  it('holds references in every place, and the store their values', () => {
    const { store } = testStore()
    const hidden = store.flowSecrets.hide(document)
    const text = JSON.stringify(hidden)
    for (const literal of ['pass%20word', 'k%261', 'Basic abc', 'meta"', 'pa\\\\', 'form%21']) expect(text).not.toContain(literal)
    expect(hidden.nodes.find(({ id }) => id === 'ask')?.config).toMatchObject({
      url: expect.stringMatching(
        /^https:\/\/ann:\{\{secret\.\w+\}\}@x\.example\/a\?key=\{\{secret\.\w+\}\}&page=2&access_token=\{\{token\}\}$/,
      ),
      headers: { 'X-Token': 'Bearer {{token}}', 'X-Plain': 'open' },
      metadata: { name: 'open' },
      payload: expect.stringMatching(/^user=ann&pwd=\{\{secret\.\w+\}\}$/),
    })
    const values = store.flowSecrets.names().map((name) => store.flowSecrets.read(name))
    expect(values.sort()).toEqual(['Basic abc', 'form!', 'k&1', 'meta', 'pa"ss', 'pass word'])
    expect(store.flowSecrets.hide(hidden)).toBe(hidden)
  })

  it('exports none of them', () => {
    const file = stableFlow(document)
    for (const literal of ['pass%20word', 'k%261', 'Basic abc', 'meta"', 'pa\\\\', 'form%21']) expect(file).not.toContain(literal)
    expect(file).toContain('"name": "open"')
  })
})
