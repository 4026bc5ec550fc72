// Where the host's own requests may not go, in every way the address can be written.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { networkGuard } from '../../../electron/adapters/outbound/addresses.ts'
import { embeddedIPv4 } from '../../../electron/adapters/outbound/embedded.ts'
import { httpClient } from '../../../electron/adapters/outbound/http.ts'
import { streamSockets } from '../../../electron/adapters/outbound/streamSockets.ts'
import { VirtualClock } from '../../../electron/adapters/sim/clock.ts'

/** 169.254.169.254 and its like, in every notation that carries an IPv4 address. */
const notations = (a: number, b: number, c: number, d: number) => {
  const hex = (...bytes: number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const [high, low] = [hex(a, b), hex(c, d)]
  const not = (text: string) => [...text].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('')
  return [
    `${a}.${b}.${c}.${d}`,
    `[::ffff:${a}.${b}.${c}.${d}]`,
    `[::ffff:${high}:${low}]`,
    `[::${high}:${low}]`,
    `[::ffff:0:${high}:${low}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[64:ff9b:1:${high}:${hex(0, c)}:${hex(d, 0)}::]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:${high}:${low}:0:0:0:0]`,
    `[2001:0:102:304:0:0:${not(high)}:${not(low)}]`,
  ]
}

describe('metadata services', () => {
  it.each([
    [169, 254, 169, 254],
    [100, 100, 100, 200],
    [192, 0, 0, 192],
    [168, 63, 129, 16],
  ] as const)('%i.%i.%i.%i is out of reach in every notation', (a, b, c, d) => {
    const guard = networkGuard()
    for (const host of notations(a, b, c, d)) expect(guard.forbids(host), host).toBe(true)
    expect(guard.forbids('100.100.100.201')).toBe(false)
  })
  it('over IPv6 and link-local, too', () => {
    for (const host of ['[fd00:ec2::254]', '[fd20:ce::254]', '[fe80::1%eth0]'])
      expect(networkGuard().forbids(host), host).toBe(true)
  })
})

describe('the host’s own ports', () => {
  const guard = networkGuard(
    () => [],
    () => [7080],
  )
  it('are out of reach on every way to this computer; other ports of it are not', () => {
    for (const host of [...notations(127, 0, 0, 1), '127.9.9.9', '0.0.0.0', '[::1]', '[::]']) {
      expect(guard.forbids(host, 7080), host).toBe(true)
      expect(guard.forbids(host, 7081), host).toBe(false)
    }
    expect(guard.forbids('192.0.2.1', 7080)).toBe(false)
  })
  it('also by a name, for requests and WebSockets', async () => {
    const server = createServer((_request, response) => void response.end('secret'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const client = httpClient(
      new VirtualClock(),
      () => [],
      () => [port],
    )
    onTestFinished(async () => {
      await client.close()
      server.close()
    })
    for (const host of ['localhost', '127.0.0.1']) {
      const url = `http://${host}:${port}/`
      expect(await client.request({ method: 'GET', url, timeoutMs: 5000 }), host).toMatchObject({ result: 'impossible' })
      const sockets = streamSockets(
        () => [],
        () => [port],
      )
      await expect(
        sockets.open({ url: `ws://${host}:${port}/`, headers: {} }, { message: () => {}, closed: () => {} }),
      ).rejects.toMatchObject({
        code: 'FORBIDDEN_ADDRESS',
      })
    }
    const open = httpClient(new VirtualClock())
    onTestFinished(() => open.close())
    expect(await open.request({ method: 'GET', url: `http://localhost:${port}/`, timeoutMs: 5000 })).toMatchObject({
      status: 200,
    })
  })
})

it('an allow-list is not got round by an address that carries another', () => {
  const guard = networkGuard(() => ['192.168.0.0/16', '64:ff9b::/96', '2002::/16'])
  expect(guard.forbids('192.168.1.1')).toBe(false)
  expect(guard.forbids('[::ffff:192.168.1.1]')).toBe(false)
  for (const host of notations(10, 0, 0, 1)) expect(guard.forbids(host), host).toBe(true)
})

it('ordinary IPv6 addresses carry none', () => {
  for (const address of ['2a00:1450:4001::64', '::1', '::', 'fd00::1', '2001:db8::1', 'nonsense'])
    expect(embeddedIPv4(address)).toEqual([])
})
