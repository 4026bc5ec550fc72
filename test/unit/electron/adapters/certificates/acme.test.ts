// What an issuer says, as a code; and what answers its questions.
import { createServer } from 'node:net'
import { connect } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AcmeError, faultOf, problemIn } from '../../../../../electron/adapters/certificates/acme/problems.ts'
import { openResponder } from '../../../../../electron/adapters/certificates/acme/responder.ts'
import { freeTcp } from '../../../../../electron/adapters/pbx/process/ports.ts'
import { acmeSettings } from '../../../../../shared/domain/acme.ts'
import { certified } from './support.ts'

const urn = (type: string) => `urn:ietf:params:acme:error:${type}`

describe('what an issuer says', () => {
  it('is a code, wherever its problem document stands, with its own words', () => {
    const said = (answer: unknown) => {
      const found = problemIn(answer)
      return found && [found.code, found.message]
    }
    const dns = { type: urn('dns'), detail: 'NXDOMAIN' }
    expect(said(dns)).toEqual(['dns', 'NXDOMAIN'])
    expect(said({ status: 'invalid', error: dns })).toEqual(['dns', 'NXDOMAIN'])
    const challenges = [
      { type: 'dns-01', status: 'pending' },
      { type: 'http-01', error: { type: urn('unauthorized') } },
    ]
    expect(said({ status: 'invalid', challenges })).toEqual(['wrongAnswer', 'unauthorized'])
    // RFC 8555, 6.7.1
    const subproblems = [{ type: urn('rejectedIdentifier'), detail: 'Forbidden by policy' }]
    expect(said({ type: urn('malformed'), detail: 'Some fail', subproblems })).toEqual(['rejectedName', 'Forbidden by policy'])
    expect(said({ type: urn('rateLimited'), detail: 'x'.repeat(600) })?.[1]).toHaveLength(500)
    expect(said({ type: urn('somethingNew'), detail: 'new' })).toEqual(['unknown', 'new'])
    for (const none of [null, 'text', {}, { status: 'valid' }, { type: urn('badNonce') }, { type: 'about:blank' }])
      expect(said(none)).toBeNull()
  })

  it('is told apart from what keeps it from saying anything', () => {
    const error = (message: string, code?: string) => Object.assign(new Error(message), code ? { code } : {})
    expect(faultOf(error('connect', 'ECONNREFUSED')).code).toBe('unreachable')
    expect(faultOf(error('Could not resolve URL for API resource: "newNonce"')).code).toBe('notAcme')
    expect(faultOf(error('something')).code).toBe('unknown')
    const own = new AcmeError('portTaken', 'port 80')
    expect(faultOf(own)).toBe(own)
  })
})

describe('the settings', () => {
  it('take names that lead somewhere in the Internet, and directories over TLS', () => {
    const names = (...all: string[]) => acmeSettings.safeParse({ names: all })
    expect(names('Office.Example.com', 'a-b.example').data?.names).toEqual(['office.example.com', 'a-b.example'])
    for (const bad of ['desk', '192.0.2.7', '*.example.com', 'a b.example', '-a.example', 'a..example', 'https://a.example'])
      expect([bad, names(bad).success]).toEqual([bad, false])
    for (const directory of ['http://issuer.example/dir', 'issuer', 'file:///etc/passwd'])
      expect([directory, acmeSettings.safeParse({ directory }).success]).toEqual([directory, false])
  })
})

describe('what answers an issuer', () => {
  const responder = () => openResponder({ address: '127.0.0.1', consolePort: () => 7080 })
  const http = async (port: number, path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    return [answer.status, await answer.text()]
  }

  it('has the text of a token by HTTP while it is asked, nothing else, and then lets the port go', async () => {
    const { listen, file, answer } = responder()
    const port = await freeTcp()
    const stop = await listen('http-01', port)
    const withdraw = file('token-1', 'token-1.thumb')
    const path = '/.well-known/acme-challenge/'
    expect(await http(port, `${path}token-1`)).toEqual([200, 'token-1.thumb'])
    for (const other of ['/', path, `${path}token-2`, `${path}../token-1`, '/token-1'])
      expect(await http(port, other)).toEqual([404, ''])
    withdraw()
    expect(answer(`${path}token-1`)).toBeNull()
    await stop()
    await expect(http(port, '/')).rejects.toThrow()
  })

  it('shows the certificate of a name within TLS, to who asks by that protocol only', async () => {
    const { listen, certificate, isChallenge } = responder()
    const { certificate: pem, key } = await certified('office.example', { now: Date.now() })
    const port = await freeTcp()
    const stop = await listen('tls-alpn-01', port)
    onTestFinished(stop)
    const greets = (servername: string, protocol: string) =>
      new Promise<unknown>((resolve) => {
        const options = { host: '127.0.0.1', port, servername, ALPNProtocols: [protocol], rejectUnauthorized: false }
        const socket = connect(options, () => {
          resolve([socket.alpnProtocol, socket.getPeerX509Certificate()?.subject])
          socket.destroy()
        })
        socket.on('error', () => resolve('refused'))
        socket.on('close', () => resolve('refused'))
      })
    expect(await greets('office.example', 'acme-tls/1')).toBe('refused')
    const withdraw = certificate('office.example', key, pem)
    expect(await greets('office.example', 'acme-tls/1')).toEqual(['acme-tls/1', 'CN=office.example'])
    expect(await greets('other.example', 'acme-tls/1')).toBe('refused')
    expect(await greets('office.example', 'http/1.1')).toBe('refused')
    const greeting = Buffer.from('\u0016\u0003\u0001…\u000aacme-tls/1')
    expect([isChallenge(greeting), isChallenge(Buffer.from('GET /acme-tls/1'))]).toEqual([true, false])
    withdraw()
    expect(isChallenge(greeting)).toBe(false)
  })

  it('says when the port is another program’s, and leaves the console’s own to the console', async () => {
    const { listen } = responder()
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as { port: number }
    await expect(listen('http-01', port)).rejects.toMatchObject({ code: 'portTaken' })
    await (await listen('http-01', 7080))()
  })
})
