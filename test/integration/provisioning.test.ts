// A phone from its box: it fetches its file by HTTPS, registers with exactly what that says, calls with sound, has its lamps and its login key;
// and is told to fetch another one. One office for all; its makers' files come from the host itself.
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openCertificate } from '../../electron/host/certificate.ts'
import { certificatePort } from '../../electron/host/certificatePort.ts'
import { wallClock } from '../../electron/host/system.ts'
import { type HttpHost, httpHost } from '../../electron/server/http/server.ts'
import { openRpc, type Rpc } from '../../electron/server/rpc/router.ts'
import type { DeskPhone } from '../../shared/domain/phones.ts'
import { fileOf } from '../../shared/provisioning/makers.ts'
import { type PhoneMaker, phoneMaker } from '../../shared/provisioning/template.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { header } from '../support/phone/sipMessage.ts'
import { tlsPhone } from '../support/phone/tlsPhone.ts'
import { type ReadPhoneFile, readPhoneFile } from '../support/phoneFile.ts'
import { anna, contextOf } from '../unit/rpc/fakes.ts'
import { type Client, inMemory } from '../unit/rpc/transports.ts'

/** Stands for the network: only what comes to 127.0.0.1 is this computer's own. */
const network = '127.0.0.2'
const agents: Record<PhoneMaker, string> = {
  yealink: 'Yealink SIP-T46U 108.86.0.20 00:15:65:aa:bb:01',
  snom: 'Mozilla/4.0 (compatible; snomD785-SIP 10.1.169.16 001565AABB02 SXM)',
  grandstream: 'Grandstream Model HW GXP2170 SW 1.0.11.64 DevId 001565aabb03',
  fanvil: 'Fanvil X5U 2.12.1.3 001565aabb04',
  cisco: 'Cisco-CP-8851-3PCC/11.3.7 (001565aabb05)',
  linphone: 'LinphoneAndroid/5.2.5 (Pixel 7) LinphoneSDK/5.3.47',
}
const macs = Object.fromEntries(
  phoneMaker.options.map((maker, at) => [maker, maker === 'linphone' ? '' : `001565aabb0${at + 1}`]),
)

let data: string
let office: RealOffice
let http: HttpHost
let rpc: Rpc
let client: Client
let certificate: Awaited<ReturnType<typeof openCertificate>>
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cordboard-phones-'))
  office = await realOffice()
  const { log } = office.host.deps
  certificate = await openCertificate({ folder: data, clock: wallClock, log, listenOn: network, more: [network] })
  const host = { ...office.host, deps: { ...office.host.deps, certificate: certificatePort(certificate) } }
  http = await httpHost(host, { consoleFolder: data, host: network, port: 0, certificate })
  await http.listen()
  rpc = openRpc(host.deps)
  client = (await inMemory(rpc, contextOf(anna))).client
})
afterAll(async () => {
  rpc?.close()
  await certificate?.close()
  await http?.close()
  await office?.stop()
  await rm(data, { recursive: true, force: true })
})
afterEach(() => office.assertQuiet())

/** As a phone asks, which knows no issuer of ours. */
const fetched = (address: string, agent: string) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(
      address,
      { agent: new Agent({ rejectUnauthorized: false }), headers: { 'user-agent': agent } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part) => (text += part))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      },
    )
    asked.on('error', reject).end()
  })

/** Adds a phone and fetches its file from the address that is entered in it. */
async function unpacked(
  maker: PhoneMaker,
  extension: string,
  lamps: string[],
  transport: DeskPhone['transport'] = 'udp',
): Promise<{ id: string; file: ReadPhoneFile }> {
  const mac = macs[maker] ?? ''
  const { id } = await client.settings.phones.create({
    maker,
    mac,
    model: '',
    extension,
    transport,
    lamps,
    loginKey: true,
  })
  const { phones } = await client.settings.phones.overview()
  const { address = '' } = phones.find((phone) => phone.id === id) ?? {}
  const { status, text } = await fetched(address.endsWith('/') ? address + fileOf(maker, mac) : address, agents[maker])
  expect(status).toBe(200)
  return { id, file: readPhoneFile(maker, text) }
}

/** A telephone that has nothing but what its file says. */
async function phoneWith({ user, password, server, port }: ReadPhoneFile): Promise<Phone> {
  expect({ host: server, port }).toEqual(office.address.sip)
  const { Phone } = await import('../support/phone/phone.ts')
  const phone = await Phone.open({ server: { host: server, port }, user, password })
  await phone.register()
  await until(`${user} to be online`, () => office.engine.parts.call.office.phones.has({ extension: user, console: false }))
  return phone
}

describe.each(phoneMaker.options)('%s', (maker) => {
  test('registers, calls with sound both ways, and its lamp follows the other', async () => {
    const { id, file } = await unpacked(maker, '201', ['203'])
    const phone = await phoneWith(file)
    try {
      const other = await office.desk('203')
      const watched = file.lamps.find(({ value }) => value === '203')
      expect(watched !== undefined).toBe(maker !== 'linphone')
      if (watched) await phone.subscribe(watched.value, 'dialog')
      const mine = await phone.dial('203')
      const theirs = await other.nextCall()
      if (watched) await phone.waitForNotification(/<state>early<\/state>/)
      theirs.answer()
      await mine.untilAnswered()
      if (watched) await phone.waitForNotification(/<state>confirmed<\/state>/)
      mine.audio.sendTone(440)
      theirs.audio.sendTone(880)
      await Promise.all([mine.audio.waitForTone(880), theirs.audio.waitForTone(440)])
      await mine.hangup()
      await theirs.untilEnded()
    } finally {
      await phone.unregister()
      await phone.close()
      await client.settings.phones.remove({ id })
    }
  })
})

test('a registered phone is told to fetch its settings anew, finds the new ones, and keeps its account', async () => {
  const { id, file } = await unpacked('yealink', '202', [])
  const phone = await phoneWith(file)
  try {
    expect(file.lamps).toMatchObject([{ value: '*45202' }])
    const before = (await client.settings.phones.list()).find((each) => each.id === id)
    if (!before) throw new Error('no phone')
    await client.settings.phones.update({ ...before, lamps: ['201'] })
    expect((await client.settings.phones.overview()).phones).toMatchObject([{ current: false, code: null }])
    const next = `${file.next}${macs['yealink']}.cfg`
    expect((await fetched(next, agents.yealink)).status).toBe(404)
    await client.settings.phones.renew({ id })
    await until('check-sync', () => phone.notifications.some(({ event }) => event === 'check-sync;reboot=false'))
    const again = readPhoneFile('yealink', (await fetched(next, agents.yealink)).text)
    expect(again).toMatchObject({ password: file.password, lamps: [{ value: '*45202' }, { value: '201', label: 'Alex' }] })
    expect((await client.settings.phones.overview()).phones).toMatchObject([{ current: true, fetchedFrom: '127.0.0.1' }])
  } finally {
    await phone.unregister()
    await phone.close()
    await client.settings.phones.remove({ id })
  }
})

test('a phone with TLS registers by it and is offered encrypted sound; others of its extension go on in the clear', async () => {
  const { id, file } = await unpacked('yealink', '202', [], 'tls')
  expect(file).toMatchObject({ transport: 'tls', srtp: true, server: office.address.sip.host })
  expect(file.port).not.toBe(office.address.sip.port)
  const phone = await tlsPhone({ server: { host: file.server, port: file.port }, user: file.user, password: file.password })
  try {
    await until('202 to be online', () => office.engine.parts.call.office.phones.has({ extension: '202', console: false }))
    const other = await office.desk('203')
    const mine = await other.dial('202')
    const invite = await until('the call to come by TLS', () => phone.calls[0])
    expect(header(invite, 'via')).toMatch(/^SIP\/2\.0\/TLS /)
    expect(invite.body).toMatch(/^a=crypto:\d+ AES_CM_128_HMAC_SHA1_80 inline:/m)
    await mine.hangup().catch(() => {}) // refused as busy by now
  } finally {
    await phone.close()
    await client.settings.phones.remove({ id })
  }
})

test('plain HTTP on the network gets nothing, and is not sent on: the code was readable on the way', async () => {
  const { port } = new URL((await client.settings.phones.overview()).folder)
  const answer = await fetch(`http://${network}:${port}/provision/123456789012/001565aabb01.cfg`, { redirect: 'manual' })
  expect(answer.status).toBe(426)
})
