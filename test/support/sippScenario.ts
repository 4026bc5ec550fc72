// SIPp as somebody else's telephone system: it answers, or calls, exactly as its script says.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acquireSipp } from '../../electron/adapters/pbx/acquire/programs.ts'
import { freeUdp } from '../../electron/adapters/pbx/process/ports.ts'

/** One step of a script, as SIPp's XML. */
export type Step = string

const body = (codecs: string): string => `Content-Type: application/sdp
Content-Length: [len]

v=0
o=odd 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP ${codecs}`

const cdata = (text: string): string => `<![CDATA[\n\n${text}\n\n]]>`
const [noBody, usual] = ['Content-Length: 0\n', body('8 0 101\na=rtpmap:101 telephone-event/8000')]

/** What the INVITE is answered with; `status` and its reason, further headers, and a body: the usual one, none, or another's codecs. */
export function answer(status: string, { headers = [] as string[], sdp = false as boolean | string, contact = true } = {}): Step {
  const provisional = status.startsWith('1')
  const lines = [
    `SIP/2.0 ${status}`,
    '[last_Via:]',
    '[last_From:]',
    '[last_To:];tag=[pid]odd[call_number]',
    '[last_Call-ID:]',
    '[last_CSeq:]',
    ...(contact ? ['Contact: <sip:[local_ip]:[local_port];transport=[transport]>'] : []),
    ...headers,
    sdp === false ? noBody : sdp === true ? usual : body(sdp),
  ]
  return `<send${provisional ? '' : ' retrans="500"'}>${cdata(lines.join('\n'))}</send>`
}
export const invited: Step = '<recv request="INVITE" crlf="true"/>'
export const acknowledged: Step = '<recv request="ACK" crlf="true"/>'
export const pause = (ms: number): Step => `<pause milliseconds="${ms}"/>`
/** The other side hangs up, sooner or later. */
export const ended: Step = `<recv request="BYE" timeout="20000"/><send>${cdata(
  ['SIP/2.0 200 OK', '[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]', noBody].join('\n'),
)}</send>`

/** An INVITE with these lines in place of From, and these besides; then whatever ends it, in whichever way. */
export function calls(target: string, { from, headers = [] as string[] }: { from: string; headers?: string[] }): Step {
  const invite = [
    `INVITE ${target} SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    from,
    `To: <${target}>`,
    'Call-ID: [call_id]',
    'CSeq: 1 INVITE',
    'Contact: <sip:odd@[local_ip]:[local_port]>',
    'Max-Forwards: 70',
    ...headers,
    usual,
  ]
  const ack = (cseq: string) =>
    [
      `ACK ${target} SIP/2.0`,
      '[last_Via:]',
      '[last_From:]',
      '[last_To:]',
      '[last_Call-ID:]',
      `CSeq: ${cseq}`,
      'Max-Forwards: 70',
      noBody,
    ].join('\n')
  const optional = ['100', '180', '183'].map((code) => `<recv response="${code}" optional="true"/>`).join('')
  return `<send retrans="500">${cdata(invite.join('\n'))}</send>${optional}<recv response="200" rrs="true"/><send>${cdata(ack('1 ACK'))}</send>${ended}`
}

const scenario = (steps: readonly Step[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario name="odd">\n${steps.join('\n')}\n</scenario>\n`

export type Sipp = Awaited<ReturnType<typeof startSipp>>

/** Starts SIPp on that address with one script, for one call. `to`: whom it calls; without one it waits to be called. */
export async function startSipp(address: string, steps: readonly Step[], to?: { host: string; port: number }) {
  const { executablePath, env } = await acquireSipp()
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-odd-'))
  const file = join(folder, 'scenario.xml')
  await writeFile(file, scenario(steps))
  const port = await freeUdp(address)
  const args = ['-sf', file, '-i', address, '-p', `${port}`, '-m', '1', '-nostdin', '-trace_err', '-trace_msg', '-timeout', '60']
  const child: ChildProcess = spawn(executablePath, [...args, ...(to ? [`${to.host}:${to.port}`] : [])], {
    cwd: folder,
    env,
    stdio: 'ignore',
  })
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve).once('error', () => resolve(null)))
  const read = async (ending: string) => {
    const name = (await readdir(folder)).find((each) => each.endsWith(ending))
    return name ? readFile(join(folder, name), 'utf8') : ''
  }
  return {
    address,
    port,
    /** 0 where the call went as the script says. */
    code,
    /** What SIPp complains of, and all that passed. */
    log: async () => `${await read('_errors.log')}\n${await read('_messages.log')}`,
    stop: async () => {
      child.kill('SIGKILL')
      await code
      await rm(folder, { recursive: true, force: true })
    },
  }
}
