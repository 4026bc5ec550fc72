// Phones that look for their settings by SIP multicast, from a network of their own: heard, listed, told where their settings are when that is
// wanted, and nobody else is. The packets are those that phones sent, with their addresses.
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPhoneFinder, type PhoneFinder } from '../../electron/adapters/phones/finder.ts'
import { wallClock } from '../../electron/host/system.ts'
import { until } from '../support/office.ts'
import { type OwnNetwork, ownNetwork } from '../support/ownNetwork.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

const yealink = (at: string) => [
  'SUBSCRIBE sip:MAC001565f4f9e1@224.0.1.75 SIP/2.0',
  `Via: SIP/2.0/UDP ${at};branch=z9hG4bK1536537630`,
  'From: <sip:MAC001565f4f9e1@224.0.1.75>;tag=1536537630',
  'To: <sip:MAC001565f4f9e1@224.0.1.75>',
  'Call-ID: 1536537630@10.1.3.239',
  'CSeq: 1 SUBSCRIBE',
  `Contact: <sip:MAC001565f4f9e1@${at}>`,
  'Max-Forwards: 70',
  'User-Agent: Yealink W52P 25.81.0.10',
  'Expires: 0',
  'Event: ua-profile;profile-type="device";vendor="yealink";model="W52P";version="25.81.0.10"',
  'Accept: application/url',
  'Content-Length: 0',
]
const grandstream = (at: string) => [
  'SUBSCRIBE sip:MAC%3AC074AD112233@224.0.1.75 SIP/2.0',
  `Via: SIP/2.0/UDP ${at};branch=z9hG4bK1611133778;rport`,
  'From: <sip:MAC%3AC074AD112233@224.0.1.75>;tag=395400190',
  'To: <sip:MAC%3AC074AD112233@224.0.1.75>',
  'Call-ID: 490431573-5080-1@BJC.BGI.IG.DA',
  'CSeq: 20000 SUBSCRIBE',
  `Contact: <sip:${at}>`,
  'Max-Forwards: 70',
  'User-Agent: Grandstream GRP2612W 1.0.5.67',
  'Expires: 0',
  'Supported: replaces, path',
  'Event: ua-profile;profile-type="device";vendor="Grandstream";model="GRP2612W";version="1.0.5.67"',
  'Accept: application/url',
  'Allow: INVITE, ACK, OPTIONS, CANCEL, BYE, SUBSCRIBE, NOTIFY, INFO, REFER, UPDATE, MESSAGE',
  'Content-Length: 0',
]

/** Sends each line it reads, base64, to the group; writes what comes back likewise. */
const phoneProgram = `
const socket = require('node:dgram').createSocket('udp4')
socket.on('message', (text) => console.log(text.toString('base64')))
socket.bind(0, process.argv[1], () => {
  socket.setMulticastInterface(process.argv[1])
  console.log('at ' + socket.address().port)
  require('node:readline').createInterface({ input: process.stdin })
    .on('line', (line) => socket.send(Buffer.from(line, 'base64'), 5060, '224.0.1.75')).on('close', () => socket.close())
})`

const network = ownNetwork()
const reason = typeof network === 'string' ? network : null

describeUnless(reason, 'phones that look for their settings', () => {
  const { address, inside, wrapped, close } = network as OwnNetwork
  let finder: PhoneFinder
  let phone: ReturnType<typeof spawn>
  const heard: string[] = []
  let at = ''
  const send = (lines: string[]) => phone.stdin?.write(`${Buffer.from(`${lines.join('\r\n')}\r\n\r\n`).toString('base64')}\n`)

  beforeAll(async () => {
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    finder = openPhoneFinder({ clock: wallClock, log })
    await until('to listen', () => finder.listening())
    phone = spawn(wrapped(process.execPath), ['-e', phoneProgram, inside], { stdio: ['pipe', 'pipe', 'inherit'] })
    if (!phone.stdout) throw new Error('no output')
    createInterface({ input: phone.stdout }).on('line', (line) => {
      if (line.startsWith('at ')) at = `${inside}:${line.slice(3)}`
      else heard.push(Buffer.from(line, 'base64').toString())
    })
    await until('the phone', () => at !== '')
  })
  afterAll(() => {
    phone?.stdin?.end()
    finder?.close()
    close()
  })

  test('are listed as what they say they are, each once, and are told nothing unasked', async () => {
    send(yealink(at))
    send(grandstream(at))
    send(yealink(at))
    const found = () => finder.found().map(({ at: _when, ...phone }) => phone)
    await until('both', () => found().length === 2 && found()[0]?.maker === 'yealink')
    expect(found()).toEqual([
      { mac: '001565f4f9e1', maker: 'yealink', model: 'W52P', firmware: '25.81.0.10', address: inside },
      { mac: 'c074ad112233', maker: 'grandstream', model: 'GRP2612W', firmware: '1.0.5.67', address: inside },
    ])
    expect(heard).toEqual([])
  })

  test('one that is to be told is told when it looks again, and once', async () => {
    const url = 'https://192.0.2.7:7080/provision/123456789012/cfgc074ad112233.xml'
    expect(finder.tell('c074ad112233', url)).toBe(true)
    expect(finder.tell('000000000000', url)).toBe(false)
    send(grandstream(at))
    await until('an answer and a notification', () => heard.length === 2)
    const [answer = '', notify = ''] = heard.splice(0)
    expect(answer).toMatch(/^SIP\/2\.0 200 OK\r\n/)
    for (const line of ['Call-ID: 490431573-5080-1@BJC.BGI.IG.DA', 'CSeq: 20000 SUBSCRIBE', 'Expires: 0'])
      expect(answer).toContain(`\r\n${line}\r\n`)
    expect(notify.startsWith(`NOTIFY sip:${at} SIP/2.0\r\n`)).toBe(true)
    for (const line of ['Event: ua-profile', 'Content-Type: application/url', `Content-Length: ${url.length}`])
      expect(notify).toContain(`\r\n${line}\r\n`)
    expect(notify.split('\r\n\r\n')[1]).toBe(url)
    const toTag = /^To: .*;tag=(\S+)/m.exec(answer)?.[1]
    expect([toTag, /^From: .*;tag=(\S+)/m.exec(notify)?.[1]]).toEqual([expect.any(String), toTag])
    send(grandstream(at))
    send(yealink(at))
    await until('the next packets', () => finder.found()[0]?.maker === 'yealink')
    expect(heard).toEqual([])
  })

  test('one that says it is that phone from elsewhere is told nothing', async () => {
    expect(finder.tell('001565f4f9e1', 'https://192.0.2.7/')).toBe(true)
    const other = createSocket('udp4')
    const told: string[] = []
    other.on('message', (text) => told.push(text.toString()))
    try {
      await new Promise<void>((resolve) => other.bind(0, address, resolve))
      other.setMulticastInterface(address)
      const packet = `${yealink(`${address}:${other.address().port}`).join('\r\n')}\r\n\r\n`
      other.send(packet, 5060, '224.0.1.75')
      await until('to be heard', () => finder.found()[0]?.address === address)
      expect(told).toEqual([])
      send(yealink(at))
      await until('the phone itself to be told', () => heard.length === 2)
    } finally {
      other.close()
    }
  })
})
