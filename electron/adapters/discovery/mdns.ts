// Offices on the local network by multicast DNS (RFC 6762) and DNS-SD (RFC 6763): a host says that it is there, a desk looks who is.
// Nothing of it ends or delays anything else: where multicast cannot be had, no office is announced and none is found.
import { networkInterfaces } from 'node:os'
import { Bonjour } from 'bonjour-service'
import { z } from 'zod'
import type { Clock, Log, Timer } from '../../engine/ports.ts'

/** As DNS-SD writes it: `_cordboard._tcp.local`. */
const type = 'cordboard'
/** Who looks asks so often, and looks for networks that came or went, ms. */
const askEveryMs = 3000
/** An office that has not answered for so long is gone, ms. */
const silentMs = 11_000
/** Whether what is announced is still so is looked at so often, ms. */
const lookEveryMs = 3000
/** A goodbye that cannot be sent is not waited for, ms. */
const goodbyeMs = 500
/** More than these on one network are somebody's joke. */
const mostOffices = 50

/** What a host says of itself. */
export type Announcement = {
  /** The office's. */
  name: string
  /** Of HTTPS. */
  port: number
  /** SHA-256 of the certificate: hexadecimal digits, colons between or not. A hint only: nothing is trusted for it. */
  fingerprint: string
}

export type FoundOffice = {
  name: string
  /** `https://<IPv4 address>:<port>` */
  address: string
  /** The first 16 hexadecimal digits, lower case. */
  fingerprint: string
}

/** So many digits of the fingerprint are told: enough to know one's own offices again. */
export const shortFingerprint = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase().slice(0, 16)

/** What fits into one entry of a TXT record (RFC 6763, 6.1), with its key. */
const cut = (name: string): string =>
  Buffer.from(name)
    .subarray(0, 200)
    .toString()
    .replace(/\uFFFD$/, '')

const told = z.object({
  port: z.int().min(1).max(65_535),
  txt: z.object({
    name: z
      .string()
      .transform((name) => name.replace(/\p{Cc}/gu, ' ').trim())
      .pipe(z.string().min(1).max(80)),
    fp: z.string().regex(/^[0-9a-f]{16}$/),
  }),
  referer: z.object({ address: z.ipv4() }),
})

/** IPv4 addresses of this computer's networks. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap(({ family, internal, address }) => (family === 'IPv4' && !internal ? [address] : [])),
  )

type Given = { clock: Clock; log: Log }

/** One socket a network: what is sent leaves by that network, and not by whichever is the system's first. */
function openSocket(address: string, log: Log): Bonjour {
  const logged = new Set<string>()
  const failed = (problem: unknown) => {
    const error = String(problem)
    if (!logged.has(error)) log.info('multicast DNS', { address, error })
    logged.add(error) // each comes again and again
  }
  // Bound to the network's own address it would hear no multicast.
  const options = { interface: address, bind: '0.0.0.0' } as unknown as ConstructorParameters<typeof Bonjour>[0]
  const bonjour = new Bonjour(options, failed)
  // Without a listener an error of the socket would be one of the process.
  const { mdns } = (bonjour as unknown as { server: { mdns: NodeJS.EventEmitter } }).server
  mdns.on('error', failed)
  mdns.on('warning', failed)
  return bonjour
}

/** A socket for each of the networks there are now; `opened` makes what is done on a new one, and what ends that. */
function onNetworks(addresses: () => string[], log: Log, opened: (bonjour: Bonjour) => () => Promise<void>) {
  const open = new Map<string, { bonjour: Bonjour; end(): Promise<void> }>()
  const close = async (address: string) => {
    const found = open.get(address)
    open.delete(address)
    if (!found) return
    await found.end()
    await new Promise<void>((resolve) => found.bonjour.destroy(() => resolve()))
  }
  return {
    /** Opens those of networks that came, closes those of networks that went. */
    async look(): Promise<void> {
      const now = new Set(addresses())
      await Promise.all([...open.keys()].filter((address) => !now.has(address)).map(close))
      for (const address of now)
        if (!open.has(address)) {
          const bonjour = openSocket(address, log)
          open.set(address, { bonjour, end: opened(bonjour) })
        }
    },
    sockets: () => [...open.values()].map(({ bonjour }) => bonjour),
    close: async () => void (await Promise.all([...open.keys()].map(close))),
  }
}

/** Says nothing while `what` gives null. `listenOn`: the one address that is served, where it is not all of them. */
export function announceOffice(
  { clock, log }: Given,
  { what, listenOn }: { what: () => Announcement | null; listenOn?: string },
): { close(): Promise<void> } {
  const addresses = () => ownAddresses().filter((address) => listenOn === undefined || listenOn === address)
  let said = ''
  let networks: ReturnType<typeof onNetworks> | null = null
  let closed = false
  const publish = (announcement: Announcement) => (bonjour: Bonjour) => {
    const short = shortFingerprint(announcement.fingerprint)
    const service = bonjour.publish({
      // Two offices may have one name, but no certificate: what names the entry is the certificate's.
      name: `cordboard ${short}`,
      host: `cordboard-${short}.local`,
      ...{ type, port: announcement.port, probe: false, disableIPv6: true },
      txt: { name: cut(announcement.name), fp: short },
    })
    return () => withinTime((done) => service.stop?.(done), clock)
  }
  const look = async () => {
    const announcement = what()
    const now = announcement ? JSON.stringify(announcement) : ''
    if (now !== said) {
      await networks?.close()
      networks = null
      said = now
    }
    if (announcement && !closed) {
      networks ??= onNetworks(addresses, log, publish(announcement))
      await networks.look()
    }
  }
  return repeated(clock, log, lookEveryMs, look, async () => {
    closed = true
    await networks?.close()
  })
}

/** Looks for offices until it is closed; `changed` is told of all there are, first by name, whenever one came, changed or went. */
export function lookForOffices({ clock, log }: Given, changed: (offices: FoundOffice[]) => void): { close(): Promise<void> } {
  const known = new Map<string, FoundOffice & { at: number }>()
  let shown = '[]'
  const show = () => {
    const offices = [...known.values()]
      .map(({ at: _, ...office }) => office)
      .sort((a, b) => a.name.localeCompare(b.name) || a.address.localeCompare(b.address))
    const next = JSON.stringify(offices)
    if (next === shown) return
    shown = next
    changed(offices)
  }
  const up = (service: unknown) => {
    const found = told.safeParse(service).data
    if (!found) return
    const { port, txt, referer } = found
    if (!known.has(txt.fp) && known.size >= mostOffices) return
    const address = `https://${referer.address}${port === 443 ? '' : `:${port}`}`
    // One that answers on several networks stays at the address where it was found first.
    const before = known.get(txt.fp)
    const stays = before && before.at > clock.now() - silentMs ? before.address : address
    known.set(txt.fp, { name: txt.name, address: stays, fingerprint: txt.fp, at: clock.now() })
    show()
  }
  const down = (service: unknown) => {
    const fp = told.shape.txt.shape.fp.safeParse((service as { txt?: { fp?: unknown } }).txt?.fp).data
    if (fp !== undefined && known.delete(fp)) show()
  }
  // What a browser has found it does not tell again: each round asks with a new one.
  const browsers = new Map<Bonjour, ReturnType<Bonjour['find']>>()
  const ask = (bonjour: Bonjour) => {
    browsers.get(bonjour)?.stop()
    const browser = bonjour.find({ type }, up)
    // Its types know of no events.
    const events = browser as unknown as NodeJS.EventEmitter
    events.on('down', down)
    for (const event of ['txt-update', 'srv-update']) events.on(event, up)
    browsers.set(bonjour, browser)
  }
  const networks = onNetworks(ownAddresses, log, (bonjour) => async () => {
    browsers.get(bonjour)?.stop()
    browsers.delete(bonjour)
  })
  const look = async () => {
    await networks.look()
    for (const bonjour of networks.sockets()) ask(bonjour)
    for (const [fp, { at }] of known) if (at <= clock.now() - silentMs) known.delete(fp)
    show()
  }
  return repeated(clock, log, askEveryMs, look, () => networks.close())
}

/** Runs it now and then again and again, never twice at a time, until `close()`, which runs `end`. */
function repeated(clock: Clock, log: Log, everyMs: number, look: () => Promise<void>, end: () => Promise<void>) {
  let timer: Timer | undefined
  let closed = false
  let running: Promise<void> = Promise.resolve()
  let failed = ''
  const run = () => {
    running = look()
      .catch((error: unknown) => {
        if (String(error) !== failed) log.info('multicast DNS', { error: String(error) })
        failed = String(error)
      })
      .then(() => {
        if (!closed) timer = clock.after(everyMs, run)
      })
  }
  run()
  return {
    async close() {
      closed = true
      timer?.cancel()
      await running
      await end()
    },
  }
}

/** Resolves when it is done, at the latest after half a second. */
function withinTime(work: (done: () => void) => void, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(goodbyeMs, resolve)
    work(() => {
      timer.cancel()
      resolve()
    })
  })
}
