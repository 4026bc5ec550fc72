// End of the caller's key → first audible packet of the next prompt: our Menu and Play Audio against Background() and WaitExten().

import { setTimeout as sleep } from 'node:timers/promises'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { crowd } from './support/crowd.ts'
import { existingBenchOffice } from './support/existing.ts'
import { numbers, peers, tones } from './support/flows.ts'
import { type BenchOffice, benchOffice } from './support/office.ts'
import type { Aim, Bench, Report } from './support/report.ts'
import { between, p50, p95 } from './support/stats.ts'

const samples = Number(process.env.BENCH_SAMPLES ?? 300)
/** Callers a side, who press in turn: while one hears the next prompt to its end, the others press. */
const lanes = 4
/** Of 50 calls running, so many talk; the others wait with music. */
const busyCallers = 50
const busyOperators = ['221', '222', '223', '224', '225', '226', '227', '228', '229', '230']

/** A caller in a menu, and the moment from which the menu's own prompt is heard again. */
class Lane {
  private readonly call: PhoneCall
  private ready: Promise<unknown>

  private constructor(call: PhoneCall) {
    this.call = call
    this.ready = call.audio.waitForTone(tones.prompt.frequency, { minMs: 100 })
    this.ready.catch(() => {}) // told where it is waited for
  }

  static async open(trunk: Phone, number: string): Promise<Lane> {
    const call = await trunk.dial(number)
    await call.untilAnswered()
    return new Lane(call)
  }

  /** ms from the end of the key to the first packet of the second prompt. */
  async press(): Promise<number> {
    await this.ready
    await sleep(between(0, 40))
    const ended = await this.call.audio.sendDtmf('1', { ms: 80 })
    const heard = await this.call.audio.waitForTone(tones.second.frequency, { after: ended })
    this.ready = this.call.audio.waitForTone(tones.prompt.frequency, { minMs: 100 })
    this.ready.catch(() => {}) // told where it is waited for
    return heard - ended
  }

  leave(): Promise<unknown> {
    return this.call.hangup()
  }
}

type Aims = { p50: Aim; p95: Aim }

/** One RTP packet. */
const onePacket: Aims = { p50: 'delta<=10', p95: 'delta<=20' }

async function measure(name: string, trunk: Phone, report: Report, aims = onePacket): Promise<void> {
  const open = async (number: string) => {
    const list: Lane[] = []
    for (let i = 0; i < lanes; i++) list.push(await Lane.open(trunk, number))
    return list
  }
  const [ours, theirs] = [await open(numbers.benchMenu), await open(peers.menu)]
  const times = { ours: [] as number[], peer: [] as number[] }
  for (let i = 0; i < samples; i++) {
    times.ours.push((await ours[i % lanes]?.press()) ?? 0)
    times.peer.push((await theirs[i % lanes]?.press()) ?? 0)
    if ((i + 1) % 50 === 0) report.say(`${name}: ${i + 1} of ${samples} keys`)
  }
  for (const lane of [...ours, ...theirs]) await lane.leave()
  const figure = { case: name, unit: 'ms' }
  report.figure({ ...figure, metric: 'p50', ours: p50(times.ours), peer: p50(times.peer), aim: aims.p50 })
  report.figure({ ...figure, metric: 'p95', ours: p95(times.ours), peer: p95(times.peer), aim: aims.p95 })
}

const cases = (process.env.BENCH_CASES ?? 'idle,busy50,existing').split(',')

async function run(report: Report): Promise<void> {
  if (cases.includes('idle') || cases.includes('busy50')) await own(report)
  if (cases.includes('existing')) await existing(report)
}

/** An Asterisk of others, in a network of its own. */
async function existing(report: Report): Promise<void> {
  const office = await existingBenchOffice((line) => report.say(`existing: ${line}`))
  if (typeof office === 'string') return report.say(`existing: not run, ${office}`)
  try {
    await measure('existing', office.trunk, report, { p50: 'info', p95: 'delta<=30' })
  } finally {
    await office.stop()
  }
}

async function own(report: Report): Promise<void> {
  const office: BenchOffice = await benchOffice({ operators: busyOperators })
  const trunk = await office.trunk()
  if (cases.includes('idle')) await measure('idle', trunk, report)
  if (!cases.includes('busy50')) return office.stop()
  report.say(`bringing ${busyCallers} callers`)
  const crowded = { server: office.sip, callers: busyCallers, to: numbers.benchQueue, operators: busyOperators }
  const others = await crowd(crowded)
  try {
    await measure('busy50', trunk, report)
  } finally {
    await others.leave()
    await office.stop()
  }
}

export const dtmf: Bench = { name: 'dtmf', about: 'a key → the next prompt, against Background() and WaitExten()', run }
