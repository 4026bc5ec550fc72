import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { maxFrameBytes } from '../../../shared/contract/base.ts'
import type { Client } from '../rpc/transports.ts'
import { connect, fakePbx, signedIn, testHost } from './support.ts'

async function listening(options: Parameters<typeof testHost>[0] = {}) {
  const tested = await testHost(options)
  const address = await tested.http.listen()
  const { cookie } = await signedIn(tested, 'agent', 'op1')
  const ws = address.replace('http', 'ws')
  const ticket = async () => (await tested.app.inject({ method: 'POST', url: '/auth/ticket', headers: { cookie } })).json().ticket
  return { ...tested, address, cookie, ws, ticket }
}

const clientOf = (socket: WebSocket): Client =>
  createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))

describe('/rpc', () => {
  it('serves a console that brings a ticket, once', async () => {
    const { ws, ticket } = await listening()
    const word = await ticket()
    const first = connect(`${ws}rpc`, ['cordboard', `ticket.${word}`])
    expect([await first.opened, first.socket.protocol]).toEqual(['open', 'cordboard'])
    expect(await clientOf(first.socket).desk.me()).toMatchObject({ login: 'agent', operatorId: 'op1' })
    expect(await connect(`${ws}rpc`, ['cordboard', `ticket.${word}`]).opened).toBe('401')
  })

  it('refuses strangers, other pages, other protocols and other paths', async () => {
    const { ws, ticket, cookie } = await listening()
    const opened = (path: string, protocols: string[], headers = {}) => connect(`${ws}${path}`, protocols, headers).opened
    expect(await opened('rpc', ['cordboard'])).toBe('401')
    expect(await opened('rpc', ['cordboard', `ticket.${await ticket()}`], { origin: 'http://evil.example' })).toBe('403')
    expect(await opened('rpc', ['cordboard'], { cookie, host: 'evil.example' })).toBe('403')
    expect(await opened('rpc', ['other', `ticket.${await ticket()}`])).toBe('400')
    expect(await opened('elsewhere', ['cordboard', `ticket.${await ticket()}`])).toBe('404')
    expect(await opened('sip', ['sip'], { cookie })).toBe('503')
  })

  it('ends with the sign-out, and for a frame too large', async () => {
    const { ws, app, cookie, ticket, feed } = await listening()
    const big = connect(`${ws}rpc`, ['cordboard', `ticket.${await ticket()}`])
    await big.opened
    big.socket.send('x'.repeat(maxFrameBytes + 1))
    expect(await big.closed).toBe(1009)
    const { socket, opened, closed } = connect(`${ws}rpc`, ['cordboard', `ticket.${await ticket()}`])
    await opened
    const events = await clientOf(socket).live.feed({})
    await events.next()
    expect(feed.listeners).toBe(1)
    await app.inject({ method: 'POST', url: '/auth/sign-out', headers: { cookie } })
    expect(await closed).toBe(4401)
    await vi.waitFor(() => expect(feed.listeners).toBe(0))
  })

  it('leaves no timer and no listener when the host stops', async () => {
    const { ws, ticket, http, clock, feed } = await listening()
    const { socket, opened, closed } = connect(`${ws}rpc`, ['cordboard', `ticket.${await ticket()}`])
    await opened
    await (await clientOf(socket).live.feed({})).next()
    expect(clock.timers).toBeGreaterThan(0)
    await http.close()
    await closed
    await vi.waitFor(() => expect([clock.timers, feed.listeners]).toEqual([0, 0]))
  })

  it('ends a softphone’s line when its user is removed', async () => {
    const pbx = await fakePbx()
    const { ws, cookie, clock, store } = await listening({ sipUrl: pbx.url })
    const phone = connect(`${ws}sip`, ['sip'], { cookie })
    await phone.opened
    await store.users.save({ login: 'boss', name: 'Boss', role: 'admin', operatorId: null }, 'some other password')
    store.users.remove(store.users.list().find((user) => user.login === 'agent')?.id ?? '')
    clock.advance(20_000)
    expect(await phone.closed).toBe(4401)
  })

  it('drops a console that answers no ping', async () => {
    const { ws, ticket, clock } = await listening()
    const { socket, opened, closed } = connect(`${ws}rpc`, ['cordboard', `ticket.${await ticket()}`])
    await opened
    await vi.waitFor(() => expect(clock.timers).toBe(1))
    socket.pause()
    clock.advance(20_000)
    clock.advance(20_000)
    socket.resume()
    expect(await closed).toBe(1006)
  })
})

describe('/sip', () => {
  it('carries SIP both ways and closes both ends together', async () => {
    const pbx = await fakePbx()
    const { ws, cookie } = await listening({ sipUrl: pbx.url })
    const phone = connect(`${ws}sip`, ['sip'], { cookie })
    expect([await phone.opened, phone.socket.protocol]).toEqual(['open', 'sip'])
    phone.socket.send('REGISTER sip:cordboard SIP/2.0\r\n\r\n')
    await vi.waitFor(() => expect(pbx.connections).toHaveLength(1))
    const upstream = pbx.connections[0] as WebSocket
    await vi.waitFor(() => expect(pbx.heard).toEqual(['REGISTER sip:cordboard SIP/2.0\r\n\r\n']))
    upstream.send('SIP/2.0 200 OK\r\n\r\n')
    await vi.waitFor(() => expect(phone.heard).toEqual(['SIP/2.0 200 OK\r\n\r\n']))
    const closed = new Promise((resolve) => upstream.once('close', resolve))
    phone.socket.close(1000)
    expect(await closed).toBe(1000)
    const second = connect(`${ws}sip`, ['sip'], { cookie })
    await second.opened
    await vi.waitFor(() => expect(pbx.connections).toHaveLength(2))
    pbx.connections[1]?.terminate()
    expect(await second.closed).toBe(1013)
  })

  it('does not let a slow side be flooded, and loses nothing', async () => {
    const pbx = await fakePbx()
    const { ws, cookie } = await listening({ sipUrl: pbx.url })
    const phone = connect(`${ws}sip`, ['sip'], { cookie })
    await phone.opened
    await vi.waitFor(() => expect(pbx.connections).toHaveLength(1))
    const upstream = pbx.connections[0] as WebSocket
    upstream.pause()
    const received = () => pbx.heard.map((data) => Number(data.slice(0, 6)))
    for (let n = 0; n < 400; n++) phone.socket.send(String(n).padStart(6, '0') + 'x'.repeat(50_000))
    await vi.waitFor(() => expect(phone.socket.bufferedAmount).toBeGreaterThan(1_000_000))
    upstream.resume()
    await vi.waitFor(() => expect(received()).toEqual(Array.from({ length: 400 }, (_, n) => n)), { timeout: 5_000 })
  })

  it('tells the softphone to try again while the telephone system is down', async () => {
    const pbx = await fakePbx()
    pbx.server.close()
    const { ws, cookie, clock } = await listening({ sipUrl: pbx.url })
    const phone = connect(`${ws}sip`, ['sip'], { cookie })
    await phone.opened
    expect(await phone.closed).toBe(1013)
    await vi.waitFor(() => expect(clock.timers).toBe(0))
  })
})
