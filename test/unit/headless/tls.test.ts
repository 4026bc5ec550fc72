import { existsSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { connect as connectTcp } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Responder } from '../../../electron/adapters/certificates/acme/responder.ts'
import { openCertificate } from '../../../electron/host/certificate.ts'
import { certificatePort } from '../../../electron/host/certificatePort.ts'
import { wallClock } from '../../../electron/host/system.ts'
import { certified, folder, office } from '../electron/adapters/certificates/support.ts'
import type { Client } from '../rpc/transports.ts'
import { connect, fakePbx, password, signedIn, testHost } from './support.ts'

// 127.0.0.2 stands for the network: only what comes to 127.0.0.1 and ::1 is this computer's own.
const network = '127.0.0.2'
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }

/** A host that listens on everything with a certificate of its own making, or the office's. */
async function onNetwork({ own = false, sipUrl = null as string | null, trustedProxies = [] as string[] } = {}) {
  const data = folder()
  const files = { certificate: join(data, 'chain.pem'), key: join(data, 'key.pem') }
  const replace = async () => {
    const { chain, key, root } = await office(Date.now())
    writeFileSync(files.certificate, chain)
    writeFileSync(files.key, key)
    return root.certificate
  }
  if (own) await replace()
  let names = { dns: ['office.test'], ip: [network] }
  const certificate = await openCertificate({
    folder: data,
    clock: wallClock,
    log,
    names: () => names,
    ...(own ? { own: files } : {}),
  })
  onTestFinished(() => certificate.close())
  const tls = { host: '0.0.0.0', names: [network], certificate }
  const tested = await testHost({ sipUrl, trustedProxies, tls, certificate: certificatePort(certificate) })
  const address = await tested.http.listen()
  const port = Number(new URL(address).port)
  const renamed = async () => {
    names = { dns: ['office.test', 'second.test'], ip: [network] }
    await certificate.check()
  }
  return { ...tested, data, certificate, address, port, renamed, replace }
}

type TlsOptions = RequestOptions & { ca?: string; rejectUnauthorized?: boolean; servername?: string }
type Answer = { status: number; headers: IncomingMessage['headers']; body: string }

const answerOf = (send: typeof httpRequest | typeof httpsRequest, options: TlsOptions, body = '') =>
  new Promise<Answer>((resolve, reject) => {
    const request = send(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    request.on('error', reject)
    request.end(body)
  })

const overTls = (port: number, path: string, options: TlsOptions = {}, body = '') =>
  answerOf(httpsRequest, { host: network, port, path, rejectUnauthorized: false, agent: new Agent(), ...options }, body)

const plainly = (host: string, port: number, options: RequestOptions = {}) => answerOf(httpRequest, { host, port, ...options })

/** A TLS connection; which certificate it was served with, and whether it still answers. */
async function session(port: number) {
  const socket = connectTls({ host: network, port, rejectUnauthorized: false })
  onTestFinished(() => void socket.destroy())
  await new Promise((resolve) => socket.once('secureConnect', resolve))
  return { socket, fingerprint: socket.getPeerX509Certificate()?.fingerprint256 }
}

const asks = (socket: TLSSocket) =>
  new Promise<string>((resolve, reject) => {
    socket.once('data', (data) => resolve(String(data).split('\r\n')[0] ?? ''))
    socket.once('close', () => reject(new Error('closed')))
    socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.2\r\n\r\n')
  })

describe('a host on the network', () => {
  it('speaks HTTPS there with a certificate that a client can check, and HTTP on the loopback, on one port', async () => {
    const { port, address, certificate } = await onNetwork()
    expect(address).toMatch(/^https:\/\//)
    const checked = await overTls(port, '/healthz', { ca: certificate.current().certificate, rejectUnauthorized: true })
    expect([checked.status, JSON.parse(checked.body)]).toEqual([200, expect.objectContaining({ status: 'ok' })])
    expect(checked.headers['content-security-policy']).toContain("default-src 'self'")
    expect((await plainly('127.0.0.1', port, { path: '/healthz' })).status).toBe(200)
    expect((await overTls(port, '/healthz', { host: '127.0.0.1' })).status).toBe(200)
  })

  it('sends who reads over HTTP to https, and refuses the rest', async () => {
    const { port } = await onNetwork()
    const page = await plainly(network, port, { path: '/calls?x=1' })
    expect([page.status, page.headers.location]).toEqual([308, `https://${network}:${port}/calls?x=1`])
    expect((await plainly(network, port, { method: 'HEAD' })).status).toBe(308)
    expect(await plainly(network, port, { method: 'POST', path: '/auth/sign-in' })).toMatchObject({
      status: 426,
      headers: { upgrade: 'TLS/1.2, HTTP/1.1' },
    })
    expect((await plainly(network, port, { headers: { host: 'evil.example' } })).status).toBe(403)
    expect(await connect(`ws://${network}:${port}/rpc`, ['cordboard']).opened).toBe('426')
  })

  it('takes plain HTTP from a trusted proxy, which ends the TLS of consoles', async () => {
    const { port } = await onNetwork({ trustedProxies: ['127.0.0.0/8'] })
    expect((await plainly(network, port, { path: '/healthz' })).status).toBe(200)
  })

  it('gives sessions over TLS a cookie that no plain connection carries', async () => {
    const { port, store } = await onNetwork()
    await store.users.save({ login: 'anna', name: 'Anna', role: 'admin', operatorId: null }, password)
    const signIn = { method: 'POST', path: '/auth/sign-in', headers: { 'content-type': 'application/json' } }
    const body = JSON.stringify({ login: 'anna', password })
    const secured = await overTls(port, '/auth/sign-in', signIn, body)
    expect(secured.headers['set-cookie']).toHaveLength(2)
    expect(secured.headers['set-cookie']?.every((each) => /; Secure/.test(each) && /; HttpOnly/.test(each))).toBe(true)
    const here = await answerOf(httpRequest, { host: '127.0.0.1', port, ...signIn }, body)
    expect([here.status, here.headers['set-cookie']?.some((each) => /; Secure/.test(each))]).toEqual([204, false])
  })

  it('carries consoles and softphones over WSS', async () => {
    const pbx = await fakePbx()
    const tested = await onNetwork({ sipUrl: pbx.url })
    const { cookie } = await signedIn(tested, 'agent', 'op1')
    const wss = `wss://${network}:${tested.port}`
    const origin = `https://${network}:${tested.port}`
    const console = connect(`${wss}/rpc`, ['cordboard'], { cookie, origin })
    expect(await console.opened).toBe('open')
    const link = new RPCLink({ websocket: console.socket as unknown as globalThis.WebSocket })
    expect(await (createORPCClient(link) as Client).desk.me()).toMatchObject({ login: 'agent' })
    const phone = connect(`${wss}/sip`, ['sip'], { cookie, origin })
    await phone.opened
    phone.socket.send('REGISTER sip:cordboard SIP/2.0\r\n\r\n')
    await vi.waitFor(() => expect(pbx.heard).toEqual(['REGISTER sip:cordboard SIP/2.0\r\n\r\n']))
    pbx.connections[0]?.send('SIP/2.0 200 OK\r\n\r\n')
    await vi.waitFor(() => expect(phone.heard).toEqual(['SIP/2.0 200 OK\r\n\r\n']))
    expect(await connect(`${wss}/rpc`, ['cordboard'], { cookie, origin: 'https://evil.example' }).opened).toBe('403')
    await tested.http.close()
    expect(await Promise.all([console.closed, phone.closed])).toEqual([1001, 1001])
  })

  it('swaps the certificate without a restart: what is connected stays, what comes sees the new one', async () => {
    const { port, certificate, renamed } = await onNetwork()
    const before = await session(port)
    expect(before.fingerprint).toBe(certificate.current().fingerprint)
    await renamed()
    const after = await session(port)
    expect(after.fingerprint).toBe(certificate.current().fingerprint)
    expect(after.fingerprint).not.toBe(before.fingerprint)
    expect(await Promise.all([asks(before.socket), asks(after.socket)])).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'])
    // The new name is one of its own from now on.
    expect((await overTls(port, '/healthz', { headers: { host: 'second.test' } })).status).toBe(200)
  })

  it('tells browsers to stay with TLS only where the office has a certificate of its own, and only over TLS', async () => {
    const made = await onNetwork()
    expect((await overTls(made.port, '/healthz')).headers['strict-transport-security']).toBeUndefined()
    const { port, address, data, replace, certificate } = await onNetwork({ own: true })
    expect(address).toBe(`https://office.example:${port}/`)
    expect((await overTls(port, '/')).headers['strict-transport-security']).toBe('max-age=31536000')
    expect((await overTls(port, '/healthz', { headers: { host: 'office.example' } })).status).toBe(200)
    expect((await plainly('127.0.0.1', port)).headers['strict-transport-security']).toBeUndefined()
    expect(existsSync(join(data, 'tls'))).toBe(false)
    const root = await replace()
    await certificate.check()
    expect((await session(port)).fingerprint).toBe(certificate.current().fingerprint)
    // The client knows the root only: what leads to it is served as well.
    const checked = { ca: root, rejectUnauthorized: true, servername: 'office.example', headers: { host: 'office.example' } }
    expect((await overTls(port, '/healthz', checked)).status).toBe(200)
  })

  it('serves what an admin uploads at once, tells browsers to stay with TLS then, and goes back to its own', async () => {
    const tested = await onNetwork()
    const { port, certificate, store, log: said } = tested
    const { cookie } = await signedIn(tested)
    const before = await session(port)
    const admin = connect(`wss://${network}:${port}/rpc`, ['cordboard'], { cookie, origin: `https://${network}:${port}` })
    const link = new RPCLink({ websocket: admin.socket as unknown as globalThis.WebSocket })
    const { settings, system } = createORPCClient(link) as Client
    const { chain, key, root } = await office(Date.now())
    const shown = await settings.certificate.upload({ certificate: chain, key })
    expect(shown.joinAddress).toMatch(new RegExp(`^https://office\\.example:${port}/#/\\?fp=[0-9a-f]{64}$`))
    const served = await session(port)
    expect([served.fingerprint, certificate.current().kind]).toEqual([shown.fingerprint, 'own'])
    expect(served.fingerprint).not.toBe(before.fingerprint)
    const checked = { ca: root.certificate, rejectUnauthorized: true, servername: 'office.example' }
    const answer = await overTls(port, '/healthz', { ...checked, headers: { host: 'office.example' } })
    expect([answer.status, answer.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    // What was connected before goes on, and so does the console that uploaded it.
    expect(await asks(before.socket)).toBe('HTTP/1.1 200 OK')
    const back = await settings.certificate.remove()
    expect([back.fingerprint, (await session(port)).fingerprint]).toEqual([before.fingerprint, before.fingerprint])
    expect((await overTls(port, '/healthz')).headers['strict-transport-security']).toBeUndefined()
    const anew = await settings.certificate.makeAnew()
    expect((await session(port)).fingerprint).toBe(anew.fingerprint)
    expect(anew.fingerprint).not.toBe(before.fingerprint)
    const trail = await system.audit({})
    expect(trail.map(({ action }) => action)).toEqual(['certificate.makeAnew', 'certificate.remove', 'certificate.upload'])
    const written = JSON.stringify([trail, log.info.mock.calls, said.error.mock.calls, store.users.list()])
    expect(written).not.toContain(key.split('\n')[1])
  })

  it('answers an issuer on the console’s own port, by a name that is not its own yet, and everybody else as before', async () => {
    const { port, certificate } = await onNetwork()
    const responder = certificate.challenges as Responder
    const path = '/.well-known/acme-challenge/token-1'
    const asked = { path, headers: { host: 'new.example' } }
    for (const host of [network, '127.0.0.1']) expect((await plainly(host, port, asked)).status).toBe(403)
    const ends = [responder.file('token-1', 'token-1.thumb')]
    for (const host of [network, '127.0.0.1'])
      expect(await plainly(host, port, asked)).toMatchObject({ status: 200, body: 'token-1.thumb' })
    expect((await plainly(network, port, { path: '/' })).status).toBe(308)
    const made = await certified('new.example', { now: Date.now() })
    ends.push(responder.certificate('new.example', made.key, made.certificate))
    const greets = (protocol: string) =>
      new Promise<unknown>((resolve, reject) => {
        const options = { host: network, port, servername: 'new.example', ALPNProtocols: [protocol], rejectUnauthorized: false }
        const socket = connectTls(options, () => {
          resolve([socket.alpnProtocol, socket.getPeerX509Certificate()?.subject])
          socket.destroy()
        })
        socket.on('error', reject)
      })
    expect(await greets('acme-tls/1')).toEqual(['acme-tls/1', 'CN=new.example'])
    expect(await greets('http/1.1')).toEqual(['http/1.1', expect.stringContaining('office.test')])
    for (const end of ends) end()
    await expect(greets('acme-tls/1')).rejects.toThrow() // no protocol of the console's
  })

  it('is not disturbed by who says nothing, speaks no HTTP or breaks off a handshake, and closes all of them', async () => {
    const { port, http } = await onNetwork()
    const says = (bytes: Buffer | string) => {
      const socket = connectTcp({ host: network, port })
      socket.on('error', () => {}) // reset by the host
      socket.resume()
      const closed = new Promise((resolve) => socket.once('close', resolve))
      const connected = new Promise((resolve) => socket.once('connect', resolve))
      socket.write(bytes)
      return { socket, closed, connected }
    }
    const noTls = says(Buffer.from([0x16, 0, 0, 0, 0, 1, 2, 3]))
    const noHttp = says('\u0000\u0001\r\n\r\n')
    await Promise.all([noTls.closed, noHttp.closed])
    const silent = says('')
    const breaksOff = says(Buffer.from([0x16]))
    await Promise.all([silent.connected, breaksOff.connected])
    expect((await overTls(port, '/healthz')).status).toBe(200)
    await http.close()
    await Promise.all([silent.closed, breaksOff.closed])
  })

  it('reads a request that comes byte by byte, on either side', async () => {
    const { port } = await onNetwork()
    const socket = connectTcp({ host: '127.0.0.1', port })
    onTestFinished(() => void socket.destroy())
    socket.setNoDelay(true)
    const answered = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data).slice(0, 15))))
    for (const sign of 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await new Promise<void>((resolve) => socket.write(sign, () => setImmediate(resolve)))
    expect(await answered).toBe('HTTP/1.1 200 OK')
  })
})
