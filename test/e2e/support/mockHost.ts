// A host of cardboard: signs everyone in, answers the contract from a sample office, and speaks as much SIP as registering
// takes. For looking at the console and for its own tests; what is real is tested against the real host.
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { type MockOffice, type MockOptions, mockOffice } from './mockOffice.ts'
import { mockRouter } from './mockRouter.ts'
import { contactOf, ringingCall, ringingInvite, sipAnswer } from './mockSip.ts'

const kinds: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
}
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob: data:; connect-src 'self'"

export type MockHost = {
  address: string
  office: MockOffice
  signedIn: boolean
  needsSetup: boolean
  sip: Set<WebSocket>
  /** The way to the host is cut: consoles lose their sockets and nothing new gets through until `mend()`. */
  cut(): void
  mend(): void
  /** Rings every registered softphone with the queue's first caller. */
  ring(): void
  close(): Promise<void>
}

/** Loudness over time, s: words with gaps between them. */
const syllable = (time: number) => Math.max(0, Math.sin(time * 9) * (0.55 + 0.45 * Math.sin(time * 2.3))) ** 0.7

/** 440 Hz in syllables, so that its waveform has a shape; 8 kHz, 16 bit, as a WAV file. */
function tone(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * 16_000)
  for (let at = 0; at < seconds * 8000; at += 1)
    samples.writeInt16LE(Math.round(9000 * syllable(at / 8000) * Math.sin((2 * Math.PI * 440 * at) / 8000)), at * 2)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

function answerAuth(host: MockHost, path: string, response: ServerResponse): boolean {
  const json = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    return true
  }
  if (path === '/auth/state')
    return json(200, { needsSetup: host.needsSetup, signedIn: host.signedIn, officeName: 'Harbour Dental', language: 'en' })
  if (path === '/auth/ticket') return host.signedIn ? json(200, { ticket: 'mock' }) : json(401, { code: 'UNAUTHENTICATED' })
  if (path === '/auth/sign-in' || path === '/auth/setup') {
    host.signedIn = true
    host.needsSetup = false
    response.writeHead(204).end()
    return true
  }
  if (path === '/auth/sign-out') {
    host.signedIn = false
    response.writeHead(204).end()
    return true
  }
  return false
}

/** A tone, or the part of it that is asked for: without parts a browser does not scrub. */
function answerSound(range: string | undefined, response: ServerResponse): void {
  const bytes = tone(4)
  const from = Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? Number.NaN)
  const head = { 'content-type': 'audio/wav', 'accept-ranges': 'bytes' }
  if (Number.isNaN(from)) response.writeHead(200, head).end(bytes)
  else
    response
      .writeHead(206, { ...head, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` })
      .end(bytes.subarray(from))
}

async function answerFile(root: string, path: string, response: ServerResponse): Promise<void> {
  try {
    const file = path === '/' ? '/index.html' : path
    const bytes = await readFile(join(root, file))
    response
      .writeHead(200, { 'content-type': kinds[extname(file)] ?? 'application/octet-stream', 'content-security-policy': policy })
      .end(bytes)
  } catch {
    // Not built, or asked for something that is not there.
    response.writeHead(404).end()
  }
}

/** Starts the mock host on a free port. */
export async function startMockHost(
  root: string,
  options: MockOptions & { signedIn?: boolean; needsSetup?: boolean } = {},
): Promise<MockHost> {
  const office = mockOffice(options)
  const consoles = new Set<WebSocket>()
  const contacts = new Map<WebSocket, string>()
  let away = false
  const host: MockHost = {
    address: '',
    office,
    signedIn: options.signedIn ?? true,
    needsSetup: options.needsSetup ?? false,
    sip: new Set(),
    cut: () => {
      away = true
      for (const socket of consoles) socket.terminate()
      server.closeAllConnections()
    },
    mend: () => {
      away = false
    },
    ring: () => {
      const [caller] = office.live.waiting
      if (!caller) return
      for (const [ws, contact] of contacts) {
        const sipCallId = `ring-${Math.random().toString(36).slice(2)}`
        ws.send(ringingInvite(sipCallId, contact, caller.from, ''))
        office.push({ kind: 'call', value: ringingCall(caller, sipCallId) })
      }
    },
    close: async () => {
      for (const socket of [...consoles, ...host.sip]) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const handler = new RPCHandler(mockRouter(office) as never)
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [...offered].find((each) => each === 'sip' || each === 'cordboard') ?? false,
  })
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://mock').pathname
    if (answerAuth(host, path, response)) return
    if (path.startsWith('/media/')) answerSound(request.headers.range, response)
    else void answerFile(root, path, response)
  })
  server.on('connection', (socket) => {
    if (away) socket.destroy()
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const ofSip = request.url?.startsWith('/sip') === true
      const group = ofSip ? host.sip : consoles
      group.add(ws)
      ws.on('close', () => {
        group.delete(ws)
        contacts.delete(ws)
      })
      if (ofSip)
        ws.on('message', (data) => {
          const contact = contactOf(String(data))
          if (contact) contacts.set(ws, contact)
          sipAnswer(String(data), (answer) => ws.send(answer))
        })
      else void handler.upgrade(ws)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return host
}
