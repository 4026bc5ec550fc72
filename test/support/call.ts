// `npm run call`: places a real SIP call from the command line, presses keys, speaks, and reports what it heard.

import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { cacheFolder } from '../../electron/adapters/pbx/acquire/cache.ts'
import { pcmWav } from '../../electron/adapters/pbx/config/tones.ts'
import { EmbeddedSpeech } from '../../electron/adapters/speech/embedded.ts'
import { flowTrace } from './flowTrace.ts'
import type { PhoneCall } from './phone/call.ts'
import { Phone } from './phone/phone.ts'
import { AUDIBLE } from './phone/rtpReceiver.ts'
import { readWav, rms } from './phone/signal.ts'

const USAGE = `Places a real SIP call.

  npm run call -- --to 5000 --keys "w1w42#" --say hello --record out.wav

  --to <number>         whom to call
  --keys <keys>         0-9 * #; w waits until the prompt is over, p one second
  --say <text>          what to say after the keys
  --say-file <wav>      the same from a file (8 kHz, mono, 16 bit)
  --tone <Hz>           a tone instead
  --record <wav>        keeps what was heard
  --seconds <n>         hangs up n seconds after the last word (5); the other side may do so earlier
  --caller <number>     our number (+4930900100)
  --from <extension>    calls as this extension, with --password <word>; else from the outside
  --host, --port        Asterisk's SIP address; else that of the running office
  --data <folder>       the office's data folder
  --json                the report as JSON`

const reach = z.object({
  host: z.string(),
  port: z.number(),
  trunk: z.object({ address: z.string(), port: z.number() }).optional(),
  /** The office's data folder, where its history is. */
  data: z.string().optional(),
})

const options = {
  to: { type: 'string' },
  keys: { type: 'string', default: '' },
  say: { type: 'string' },
  'say-file': { type: 'string' },
  tone: { type: 'string' },
  record: { type: 'string' },
  seconds: { type: 'string', default: '5' },
  caller: { type: 'string', default: '+4930900100' },
  from: { type: 'string' },
  password: { type: 'string' },
  trunk: { type: 'boolean' },
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

type Given = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** What happened, with seconds since the call was placed. */
class Story {
  readonly lines: { at: number; text: string }[] = []
  private readonly start = performance.now()
  private readonly quiet: boolean

  constructor(quiet: boolean) {
    this.quiet = quiet
  }

  tell(text: string): void {
    const at = (performance.now() - this.start) / 1000
    this.lines.push({ at: Number(at.toFixed(2)), text })
    if (!this.quiet) process.stdout.write(`${at.toFixed(2).padStart(7)} s  ${text}\n`)
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options })
  if (values.help || !values.to) {
    process.stdout.write(`${USAGE}\n`)
    return values.help ? 0 : 2
  }
  const { server, address, data } = whereTo(values)
  const story = new Story(values.json === true)
  const phone = await Phone.open({ server, address, user: values.from ?? 'caller', password: values.password })
  try {
    if (values.from) await phone.register()
    const call = await phone.dial(values.to, values.from ? {} : { callerNumber: values.caller })
    story.tell(
      `calling ${values.to} at ${server.host}:${server.port} ${values.from ? `as ${values.from}` : `from ${values.caller}`}`,
    )
    const answered = await converse(call, values, story)
    if (data) await sleep(500) // the host writes its traces in batches
    await report(call, values, story, answered, data ? flowTrace(data, values.from ?? values.caller) : [])
    return answered ? 0 : 1
  } finally {
    await phone.close()
  }
}

/** From the options, else from the file which a running office or `npm run pbx` leaves. */
function whereTo(values: Given): { server: { host: string; port: number }; address: string; data?: string | undefined } {
  const outside = '127.0.0.2'
  if (values.host || values.port) {
    const host = values.host ?? '127.0.0.1'
    const local = host.startsWith('127.') ? (values.from ? '127.0.0.1' : outside) : '0.0.0.0'
    return { server: { host, port: Number(values.port ?? 5060) }, address: local }
  }
  const file = phoneFile(values.data)
  const { host, port, trunk, data } = reach.parse(JSON.parse(readFileSync(file, 'utf8')))
  return { server: { host, port }, address: values.from ? '127.0.0.1' : (trunk?.address ?? outside), data }
}

/** In the folder named, else that of the office started last, else of `npm run pbx`. Throws where there is none. */
function phoneFile(named: string | undefined): string {
  const share = process.env.XDG_DATA_HOME || join(homedir(), '.local/share')
  const last = join(cacheFolder(), 'office.json')
  const started = existsSync(last) ? [(JSON.parse(readFileSync(last, 'utf8')) as { phone: string }).phone] : []
  const folders = named ? [named] : [join(share, 'cordboard'), join(share, 'cordboard-pbx')]
  const files = folders.flatMap((folder) => [join(folder, 'pbx/phone.json'), join(folder, 'phone.json')])
  const file = [...(named ? [] : started), ...files].find((path) => existsSync(path))
  if (file) return file
  throw new Error(`No running office found in ${folders.join(', ')}. Start one with npm start, or name --host and --port.`)
}

/** True when the call was answered. */
async function converse(call: PhoneCall, values: Given, story: Story): Promise<boolean> {
  void call.waitForProgress(180, 60_000).then(
    () => story.tell('it rings'),
    () => {}, // it never rang: the outcome says what came instead
  )
  const outcome = await call.outcome
  if (outcome.result === 'rejected') {
    story.tell(`not answered: ${outcome.status} ${outcome.phrase}`)
    return false
  }
  story.tell('answered')
  const over = call.end.then((end) => {
    story.tell(end.by === 'us' ? 'we hung up' : `they hung up${end.cause ? ` (cause ${end.cause})` : ''}`)
  })
  await Promise.race([over, say(call, values, story)])
  await call.hangup()
  await over
  return true
}

async function say(call: PhoneCall, values: Given, story: Story): Promise<void> {
  for (const key of values.keys ?? '') {
    if (key === 'w') await promptOver(call, story)
    else if (key === 'p') await sleep(1_000)
    else {
      await call.audio.sendDtmf(key)
      story.tell(`pressed ${key}`)
      await sleep(100) // as long as a finger needs
    }
  }
  const words = await wordsOf(values)
  if (words) {
    if (values.keys) await promptOver(call, story)
    await call.audio.sendPcm(words)
    story.tell(`spoke for ${(words.length / 8_000).toFixed(1)} s`)
  }
  if (values.tone) call.audio.sendTone(Number(values.tone))
  await sleep(Number(values.seconds) * 1_000)
}

/** Until the other side has begun to speak and stopped, at most 30 s; a second if it says nothing at all. */
async function promptOver(call: PhoneCall, story: Story): Promise<void> {
  const began = await call.audio.waitForAudio({ timeoutMs: 1_000, minLevel: AUDIBLE, minMs: 60 }).catch(() => undefined)
  if (began === undefined) return
  await call.audio.waitForSilence({ ms: 700, timeoutMs: 30_000 }).catch(() => undefined)
  story.tell(
    `heard a prompt of ${((performance.now() - began - 700) / 1000).toFixed(1)} s, level ${call.audio.heard.loudest(began).toFixed(3)}`,
  )
}

async function wordsOf(values: Given): Promise<Int16Array | undefined> {
  if (values['say-file']) return readWav(readFileSync(values['say-file']))
  if (!values.say) return undefined
  const speech = new EmbeddedSpeech({ cacheFolder: await mkdtemp(join(tmpdir(), 'cordboard-say-')) })
  try {
    return readWav(readFileSync((await speech.render({ text: values.say, language: 'en' })).path))
  } finally {
    await speech.close()
  }
}

async function report(call: PhoneCall, values: Given, story: Story, answered: boolean, flow: string[]): Promise<void> {
  const heard = call.audio.heard.recorded()
  if (values.record) await writeFile(values.record, pcmWav(heard))
  const { answered: from, ended: to = performance.now() } = call.times
  const seconds = from === undefined ? 0 : (to - from) / 1000
  const facts = {
    answered,
    seconds: Number(seconds.toFixed(2)),
    heardSeconds: Number((heard.length / 8_000).toFixed(2)),
    level: Number(rms(heard).toFixed(4)),
    packets: { received: call.audio.heard.packetCount, sent: call.audio.sentCount },
    keysHeard: call.audio.heard.keys,
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ ...facts, trace: story.lines, flow })}\n`)
  else {
    if (flow.length) process.stdout.write(`\nthrough the flow: ${flow.join(' · ')}\n`)
    process.stdout.write(
      `\nanswered ${answered ? 'yes' : 'no'} · ${facts.seconds} s · heard ${facts.heardSeconds} s at level ${facts.level}`,
    )
    process.stdout.write(
      ` · packets ${facts.packets.received} in, ${facts.packets.sent} out${values.record ? ` · kept in ${values.record}` : ''}\n`,
    )
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
)
