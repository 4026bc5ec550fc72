// Phones that look for their settings on the network: each that starts without any sends a SUBSCRIBE to 224.0.1.75 (“SIP PnP”). They are
// listed, and told where their settings are when somebody wants that.
import { randomBytes } from 'node:crypto'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import type { FoundPhone } from '../../../shared/domain/phones.ts'
import { phoneMaker } from '../../../shared/provisioning/template.ts'
import type { Clock, Log } from '../../engine/ports.ts'
import { accepted, headerOf, notification, parameterOf, readRequest, type SipRequest } from './sip.ts'

const group = '224.0.1.75'
const port = 5060
/** A phone that was not heard for so long is not listed any more, ms. */
const shownMs = 3_600_000
/** One that is to be told is waited for so long, ms. */
const tellMs = 600_000
const mostFound = 200

export type PhoneFinder = {
  listening(): boolean
  /** Newest first. */
  found(): FoundPhone[]
  /** Tells the phone where its settings are when it looks again from where it was seen. False where it was not seen. */
  tell(mac: string, url: string): boolean
  close(): void
}

export const noFinder: PhoneFinder = { listening: () => false, found: () => [], tell: () => false, close: () => {} }

/** Listens on every network of this computer, as far as the port is free; never throws. */
export function openPhoneFinder({ clock, log }: { clock: Clock; log: Log }): PhoneFinder {
  const seen = new Map<string, FoundPhone>()
  const told = new Map<string, { url: string; from: string; until: number }>()
  let listening = false
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  socket.on('error', (error) => {
    listening = false
    log.info('phones that look for their settings are not heard', { error: error.message })
  })
  socket.on('message', (datagram, from) => {
    const request = readRequest(datagram)
    const phone = request && phoneIn(request, from, clock.now())
    if (!request || !phone) return
    seen.delete(phone.mac)
    seen.set(phone.mac, phone)
    for (const mac of seen.keys()) if (seen.size > mostFound) seen.delete(mac)
    const wanted = told.get(phone.mac)
    if (!wanted || wanted.until < clock.now() || wanted.from !== from.address) return
    told.delete(phone.mac)
    reply(request, from, wanted.url)
  })
  // Bound to the group: what is sent to this computer’s own port is Asterisk’s.
  socket.bind({ address: group, port }, () => {
    listening = join(socket, log)
  })
  return {
    listening: () => listening,
    found: () => [...seen.values()].filter(({ at }) => at > clock.now() - shownMs).reverse(),
    tell(mac, url) {
      const phone = seen.get(mac)
      if (!phone) return false
      told.set(mac, { url, from: phone.address, until: clock.now() + tellMs })
      return true
    },
    close() {
      listening = false
      socket.close()
    },
  }
}

/** Whether one of the networks could be joined. */
function join(socket: Socket, log: Log): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ family }) => family === 'IPv4'))
  return addresses
    .map(({ address }) => {
      try {
        socket.addMembership(group, address)
        return true
      } catch (error) {
        log.info('phones of a network are not heard', { address, error: String(error) })
        return false
      }
    })
    .includes(true)
}

/** `SUBSCRIBE sip:MAC%3a001565aabbcc@224.0.1.75`, `Event: ua-profile;profile-type="device";vendor="Yealink";model="T46S";version="66.85.0.5"`. */
function phoneIn(request: SipRequest, { address }: RemoteInfo, at: number): FoundPhone | null {
  const event = headerOf(request, 'event')
  if (request.method !== 'SUBSCRIBE' || !/^ua-profile\b/i.test(event)) return null
  const [, mac = ''] = /^sips?:(?:MAC(?:%3a|:)?)?((?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2})@/i.exec(request.uri) ?? []
  const maker = phoneMaker.safeParse(parameterOf(event, 'vendor').toLowerCase().split(/\s/)[0])
  if (mac === '' || !maker.success) return null
  const word = (name: string) =>
    parameterOf(event, name)
      .replace(/[^\w .+-]/g, '')
      .slice(0, 40)
  const model = word('model').replace(new RegExp(`^${maker.data}`, 'i'), '')
  return { mac: mac.replace(/[:-]/g, '').toLowerCase(), maker: maker.data, model, firmware: word('version'), address, at }
}

/** From a socket of its own: this one has the group's address. */
function reply(request: SipRequest, to: RemoteInfo, url: string): void {
  const socket = createSocket('udp4')
  socket.on('error', () => socket.close()) // the phone looks again
  socket.connect(to.port, to.address, () => {
    const { address, port: own } = socket.address()
    const local = `${address}:${own}`
    const tag = randomBytes(6).toString('hex')
    const about = { tag, contact: `sip:${local}` }
    socket.send(accepted(request, about))
    const text = notification(request, { ...about, branch: randomBytes(8).toString('hex'), local, url })
    socket.send(text, () => socket.close())
  })
}
