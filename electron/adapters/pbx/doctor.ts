// The doctor: is this Asterisk fit for calls, and if not, what is to be done. For managed and existing ones.

import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import WebSocket from 'ws'
import { compareVersions } from './acquire/asterisk.ts'
import { ESSENTIAL_MODULES } from './config/modules.ts'

export interface DoctorInput {
  /** Ends in `/ari`. */
  ariUrl: string
  ariUser: string
  ariPassword: string
  /** SIP over WebSocket; not checked where absent. */
  wsUrl?: string
  /** SIP over UDP; not checked where absent. */
  sip?: { host: string; port: number }
  /** Where recordings land, on this machine; not checked where absent. */
  folder?: string
  /** Where English core sounds are, on this machine; not checked where absent. */
  soundsDir?: string
}

export interface Finding {
  id:
    | 'ari'
    | 'password'
    | 'version'
    | 'modules'
    | 'websocket'
    | 'sip'
    | 'sounds'
    | 'disk'
    | 'clock'
    | 'mediaCache'
    | 'readOnly'
    | 'appTaken'
    | 'phonesMissing'
    | 'phonesOutdated'
    | 'phonesLeft'
    | 'phonesInPlace'
    | 'numbersMissing'
    | 'noCodec'
    | 'keys'
    | 'guestSounds'
    | 'trunksUnusable'
    | 'endpointsMissing'
    | 'certificate'
    | 'certificateExpired'
    | 'certificateName'
    | 'certificateUntrusted'
    | 'noStreams'
    | 'noEarlySound'
    | 'noPhoneTransfers'
  ok: boolean
  /** What was found. */
  detail: string
  /** What to do about it; empty when ok. */
  help: string
  /** The values in `detail`, for consoles that say it in their own language. */
  facts: Record<string, string>
}

/** Earlier ones have deadlocks in ARI. */
const ADVISED_VERSION = '22.10.1'
const LEAST_FREE_BYTES = 1_000_000_000
const MOST_CLOCK_SKEW_MS = 5_000
const TIMEOUT_MS = 3_000

/** All findings, in the order in which they are worth mending. Never throws. */
export async function examine(input: DoctorInput): Promise<Finding[]> {
  const answer = await ari(input, '/asterisk/info')
  const reach = reachable(input, answer)
  const further = reach.every(({ ok }) => ok) ? [versionOf(answer?.body), await modules(input), clock(answer?.date)] : []
  const rest = await Promise.all([websocket(input), sip(input), sounds(input), disk(input)])
  return [...reach, ...further, ...rest.filter((finding) => finding !== undefined)]
}

const finding = (id: Finding['id'], ok: boolean, detail: string, help: string, facts: Record<string, string> = {}): Finding => ({
  id,
  ok,
  detail,
  help: ok ? '' : help,
  facts,
})

interface Answer {
  status: number
  body: unknown
  date: string | null
}

async function ari(input: DoctorInput, path: string): Promise<Answer | undefined> {
  const authorization = `Basic ${Buffer.from(`${input.ariUser}:${input.ariPassword}`).toString('base64')}`
  try {
    const response = await fetch(input.ariUrl + path, { headers: { authorization }, signal: AbortSignal.timeout(TIMEOUT_MS) })
    const text = await response.text()
    return { status: response.status, body: response.ok ? JSON.parse(text) : text, date: response.headers.get('date') }
  } catch {
    return undefined // nobody there, or no ARI: the finding says so
  }
}

function reachable(input: DoctorInput, answer: Answer | undefined): Finding[] {
  const there = answer !== undefined && answer.status !== 404
  const help = 'Is Asterisk running? In http.conf: enabled=yes with this address and port. In ari.conf: enabled=yes.'
  const found = finding('ari', there, there ? `ARI answers at ${input.ariUrl}` : `No ARI at ${input.ariUrl}`, help, {
    where: input.ariUrl,
  })
  if (!there) return [found]
  const allowed = answer.status === 200
  const secret = `Check the password of [${input.ariUser}] in ari.conf, and that it is not read_only.`
  return [
    found,
    finding(
      'password',
      allowed,
      allowed ? `User ${input.ariUser} is known` : `User ${input.ariUser} is refused (${answer.status})`,
      secret,
      { user: input.ariUser, status: String(answer.status) },
    ),
  ]
}

function versionOf(body: unknown): Finding {
  const version = (body as { system?: { version?: string } })?.system?.version ?? 'unknown'
  const number = /\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0.0.0'
  const ok = compareVersions(number, ADVISED_VERSION) >= 0
  return finding('version', ok, `Asterisk ${version}`, `Calls may hang: update Asterisk to ${ADVISED_VERSION} or later.`, {
    version,
    advised: ADVISED_VERSION,
  })
}

async function modules(input: DoctorInput): Promise<Finding> {
  const answer = await ari(input, '/asterisk/modules')
  const list = (Array.isArray(answer?.body) ? answer.body : []) as { name: string; status: string }[]
  const running = new Set(list.filter(({ status }) => status === 'Running').map(({ name }) => name))
  const missing = ESSENTIAL_MODULES.filter((name) => !running.has(name))
  const detail = missing.length === 0 ? `${running.size} modules run` : `Missing: ${missing.join(', ')}`
  return finding('modules', missing.length === 0, detail, 'Load these modules in modules.conf.', {
    count: String(running.size),
    missing: missing.join(', '),
  })
}

function clock(date: string | null | undefined): Finding {
  const skew = date ? Math.abs(Date.parse(date) - Date.now()) : 0
  const ok = !(skew > MOST_CLOCK_SKEW_MS)
  return finding(
    'clock',
    ok,
    ok ? 'The clocks agree' : `The clocks differ by ${Math.round(skew / 1000)} s`,
    'Set both machines by NTP.',
    { seconds: String(Math.round(skew / 1000)) },
  )
}

async function websocket({ wsUrl }: DoctorInput): Promise<Finding | undefined> {
  if (!wsUrl) return undefined
  const error = await new Promise<string>((resolve) => {
    const socket = new WebSocket(wsUrl, 'sip', { handshakeTimeout: TIMEOUT_MS })
    socket.on('open', () => {
      socket.terminate()
      resolve('')
    })
    socket.on('error', ({ message }) => resolve(message))
  })
  const detail = error ? `No SIP over WebSocket at ${wsUrl}: ${error}` : `SIP over WebSocket at ${wsUrl}`
  return finding(
    'websocket',
    !error,
    detail,
    'Load res_pjsip_transport_websocket and add a transport with protocol=ws (or wss) to pjsip.conf.',
    { where: wsUrl, error },
  )
}

async function sip({ sip }: DoctorInput): Promise<Finding | undefined> {
  if (!sip) return undefined
  const ok = await answersOptions(sip.host, sip.port)
  const detail = `${ok ? 'SIP' : 'No SIP'} over UDP at ${sip.host}:${sip.port}`
  return finding('sip', ok, detail, 'Add a transport with protocol=udp to pjsip.conf, and look for a firewall.', {
    where: `${sip.host}:${sip.port}`,
  })
}

function answersOptions(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const finish = (ok: boolean) => {
      clearTimeout(timer)
      socket.close()
      resolve(ok)
    }
    const timer = setTimeout(() => finish(false), TIMEOUT_MS)
    socket.on('error', () => finish(false))
    socket.on('message', (message) => finish(message.toString('latin1', 0, 8) === 'SIP/2.0 '))
    socket.bind(0, () => {
      const id = Math.random().toString(36).slice(2)
      const lines = [
        `OPTIONS sip:${host}:${port} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${socket.address().port};rport;branch=z9hG4bK${id}`,
        `From: <sip:doctor@${host}>;tag=${id}`,
        `To: <sip:${host}>`,
        `Call-ID: ${id}`,
        'CSeq: 1 OPTIONS',
        'Max-Forwards: 70',
        'Content-Length: 0',
      ]
      socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, host)
    })
  })
}

async function sounds({ soundsDir }: DoctorInput): Promise<Finding | undefined> {
  if (!soundsDir) return undefined
  const ok = ['wav', 'gsm', 'ulaw'].some((ending) => existsSync(join(soundsDir, `vm-intro.${ending}`)))
  return finding(
    'sounds',
    ok,
    `${ok ? 'English core sounds' : 'No English core sounds'} in ${soundsDir}`,
    'Install asterisk-core-sounds-en.',
    { where: soundsDir },
  )
}

async function disk({ folder }: DoctorInput): Promise<Finding | undefined> {
  if (!folder) return undefined
  const space = await statfs(folder).catch(() => undefined)
  if (!space)
    return finding('disk', false, `${folder} cannot be read`, 'Make the folder readable for the host.', { where: folder })
  const free = space.bavail * space.bsize
  const detail = `${(free / 1e9).toFixed(1)} GB free in ${folder}`
  return finding('disk', free >= LEAST_FREE_BYTES, detail, 'Recordings need space: free at least 1 GB.', {
    where: folder,
    free: (free / 1e9).toFixed(1),
  })
}
