// A host without telephony behind the real HTTP server, and a telephone system that echoes SIP.

import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { Host } from '../../../electron/host/hostPort.ts'
import { recordingLinks } from '../../../electron/host/recordingLinks.ts'
import { type HttpOptions, httpHost } from '../../../electron/server/http/server.ts'
import { testDeps } from '../rpc/fakes.ts'

export const password = 'correct horse battery'

class MediaError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The upload was refused: ${code}.`)
    this.name = 'MediaError'
    this.code = code
  }
}

type Tls = Pick<HttpOptions, 'host' | 'names' | 'certificate'> & { port?: number }

export async function testHost({
  sipUrl = null as string | null,
  trustedProxies = [] as string[],
  tls = { host: '127.0.0.1' } as Tls,
  certificate = null as Host['deps']['certificate'],
} = {}) {
  const made = testDeps()
  const { store } = made
  const media = join(store.folder, 'media')
  mkdirSync(media)
  const storePrompt: typeof made.deps.media.storePrompt = async (id, language, bytes) => {
    if (bytes.length === 0) throw new MediaError('empty')
    if (!Buffer.from(bytes).toString('latin1').startsWith('RIFF')) throw new MediaError('notAudio')
    return { file: `${id}-${language}`, seconds: 2 }
  }
  writeFileSync(join(media, 'vm1.wav'), Buffer.from('RIFF0123456789WAVE'))
  const console = join(store.folder, 'console')
  mkdirSync(join(console, 'assets'), { recursive: true })
  writeFileSync(join(console, 'index.html'), '<title>Cordboard</title>')
  writeFileSync(join(console, 'assets', 'app-1a2b.js'), '1')
  const state = { ready: true, sipUrl }
  const host: Host = {
    deps: { ...made.deps, certificate, media: { ...made.deps.media, storePrompt } },
    users: store.users,
    signInLockouts: store.signInLockouts,
    deviceKey: () => store.secrets.getOrMake('deviceKey', () => 'a key of the test'),
    apiTokens: store.apiTokens,
    recordingLinks: recordingLinks(store.secrets),
    media: {
      absolute: (_kind, file) => join(media, file),
    },
    pbxKind: 'demo',
    problems: () => [],
    report: () => {},
    ready: () => state.ready,
    sipWebSocketUrl: () => state.sipUrl,
    stop: async () => store.close(),
  }
  const http = await httpHost(host, { consoleFolder: console, port: 0, trustedProxies, ...tls })
  onTestFinished(() => http.close())
  return { ...made, host, http, state, app: http.app }
}

type Tested = Awaited<ReturnType<typeof testHost>>

/** Makes the user and signs in; returns the cookie's header. */
export async function signedIn({ app, store }: Tested, role: 'admin' | 'agent' = 'admin', operatorId: string | null = null) {
  await store.users.save({ login: role, name: role, role, operatorId }, password)
  const answer = await app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login: role, password } })
  return { cookie: `cordboard=${answer.cookies[0]?.value}`, token: answer.cookies[0]?.value ?? '' }
}

/** A WebSocket that records what it hears and how it ends. */
export function connect(url: string, protocols: string[], headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, protocols, { headers, rejectUnauthorized: false })
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  const opened = new Promise<string>((resolve) => {
    socket.on('open', () => resolve('open'))
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
    socket.on('error', () => resolve('error'))
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  onTestFinished(() => socket.terminate())
  return { socket, heard, opened, closed }
}

/** A telephone system's SIP WebSocket; `connections` are its ends. */
export async function fakePbx() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' })
  const connections: WebSocket[] = []
  const heard: string[] = []
  server.on('connection', (socket) => {
    connections.push(socket)
    socket.on('message', (data, binary) => heard.push(binary ? '(binary)' : String(data)))
  })
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    for (const socket of connections) socket.terminate()
    server.close()
  })
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, connections, heard, server }
}
