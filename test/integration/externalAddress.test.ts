// An office behind a router, on a real Asterisk: who is outside its local networks is offered the router's address, who is inside its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { freeUdp } from '../../electron/adapters/pbx/process/ports.ts'
import type { Store } from '../../electron/adapters/store/store.ts'
import { startHost } from '../../electron/host/host.ts'
import { type TestAsterisk, testAsterisk } from '../support/asterisk.ts'
import { until } from '../support/office.ts'
import { type OwnNetwork, ownNetwork } from '../support/ownNetwork.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

const external = '203.0.113.7'
const tones = { outside: '127.0.0.61', inside: '127.0.0.18' }

/** What stands in an INVITE where its sender is to be found: sound, and SIP. */
function placesIn(invite: string) {
  const found = (pattern: RegExp) => pattern.exec(invite)?.[1] ?? ''
  return {
    sound: found(/^c=IN IP4 (\S+)/m),
    contact: found(/^Contact: .*@([^:;>]+)/m),
    via: found(/^Via: SIP\/2\.0\/UDP ([^;\s]+)/m),
  }
}

/** The first INVITE that comes to a UDP port of that address here. */
async function listener(address: string) {
  const socket = createSocket('udp4')
  let heard = ''
  socket.on('message', (message) => {
    if (heard === '' && message.toString().startsWith('INVITE')) heard = message.toString()
  })
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  return { port: socket.address().port, invite: () => until('the INVITE', () => heard), close: () => socket.close() }
}

/** Has Asterisk call the trunk, and lets go when the INVITE is there. */
async function invited({ config }: TestAsterisk, trunk: string, invite: () => Promise<string>): Promise<string> {
  const answer = await ariRequest(config, 'POST', `/channels?endpoint=PJSIP/030901820@trunk-${trunk}&app=cordboard`)
  expect(answer.status).toBe(200)
  try {
    return await invite()
  } finally {
    await ariRequest(config, 'DELETE', `/channels/${(answer.body as { id: string }).id}`)
  }
}

const trunkAt = (id: string, host: string, port: number) => ({ id, host, port, identifyAddresses: [host] })

test('providers outside the local networks are told the router’s address and port, those inside this computer’s', async () => {
  const [outside, inside] = await Promise.all([listener(tones.outside), listener(tones.inside)])
  const pbx = await testAsterisk({
    trunks: [trunkAt('outside', tones.outside, outside.port), trunkAt('inside', tones.inside, inside.port)],
    emergency: { numbers: [] },
    outside: { mediaAddress: external, signalingAddress: '203.0.113.8', signalingPort: 5099, localNetworks: ['127.0.0.0/27'] },
  })
  onTestFinished(async () => {
    outside.close()
    inside.close()
    await pbx.stop()
  })
  expect(placesIn(await invited(pbx, 'outside', outside.invite))).toEqual({
    ...{ sound: external, contact: '203.0.113.8', via: '203.0.113.8:5099' },
  })
  const own = `127.0.0.1:${pbx.config.ports.sip}`
  expect(placesIn(await invited(pbx, 'inside', inside.invite))).toEqual({ sound: '127.0.0.1', contact: '127.0.0.1', via: own })
})

test('the settings of the office come into force with the next start of its host', async () => {
  const data = await mkdtemp(join(tmpdir(), 'cordboard-outside-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  const transport = async () => {
    const written = await readFile(join(data, 'pbx', 'etc', 'pjsip.conf'), 'utf8')
    return /\[transport-udp\]\n((?:[^[\n].*\n)*)/.exec(written)?.[1] ?? ''
  }
  const first = await startHost({ data, stopPbx: true })
  const { office } = first.deps.store as Store
  office.settings.save({ ...office.settings.get(), externalMediaAddress: external, localNetworks: ['192.168.7.0/24'] })
  await first.deps.configChanged()
  expect(await transport()).not.toContain('external')
  await first.stop()
  const second = await startHost({ data, stopPbx: true })
  expect(await transport()).toContain(
    `external_media_address=${external}\nexternal_signaling_address=${external}\nlocal_net=192.168.7.0/24`,
  )
  const check = async (host: typeof first) => (await host.deps.pbx.checks()).find(({ id }) => id === 'outside')
  expect(await check(second)).toMatchObject({ ok: true, facts: { where: external } })
  // A name that nobody knows (RFC 6761): Asterisk would offer `(null)`.
  const settings = (second.deps.store as Store).office.settings
  settings.save({ ...settings.get(), externalMediaAddress: 'office.invalid' })
  await second.stop()
  const third = await startHost({ data, stopPbx: true })
  onTestFinished(() => third.stop())
  expect(await transport()).not.toContain('external')
  expect(await check(third)).toMatchObject({ ok: false, facts: { where: 'office.invalid' } })
})

const network = ownNetwork()
describeUnless(typeof network === 'string' ? network : null, 'a provider on another network', () => {
  const cable = network as OwnNetwork
  let far: ChildProcess
  let heard = ''
  let port = 0
  beforeAll(async () => {
    // The far end of the cable: prints what it gets.
    port = await freeUdp()
    const print = `const s=require('node:dgram').createSocket('udp4');s.on('message',m=>process.stdout.write(m.toString()));s.bind(${port},'${cable.inside}',()=>process.stdout.write('ready'))`
    far = spawn(cable.wrapped(process.execPath), ['-e', print], { stdio: ['ignore', 'pipe', 'inherit'] })
    far.stdout?.on('data', (part) => {
      heard += String(part)
    })
    await until('the far end to listen', () => heard.includes('ready'))
  })
  afterAll(() => {
    far?.kill()
    cable.close()
  })

  test('is offered the router’s address for sound and SIP; one on this side is not', async () => {
    const inside = await listener(cable.address)
    const pbx = await testAsterisk({
      bindAddress: '0.0.0.0',
      trunks: [trunkAt('outside', cable.inside, port), trunkAt('inside', cable.address, inside.port)],
      emergency: { numbers: [] },
      outside: { mediaAddress: external, signalingAddress: external, localNetworks: ['127.0.0.0/8', `${cable.address}/32`] },
    })
    onTestFinished(async () => {
      inside.close()
      await pbx.stop()
    })
    const invite = () =>
      until('the INVITE on the other network', () => /INVITE[\s\S]*c=IN IP4[^\n]*\n[\s\S]*m=audio/.exec(heard)?.[0])
    const offered = placesIn(await invited(pbx, 'outside', invite))
    expect([offered.sound, offered.contact]).toEqual([external, external])
    const own = placesIn(await invited(pbx, 'inside', inside.invite))
    expect([own.sound, own.contact]).toEqual([cable.address, cable.address])
  })
})
