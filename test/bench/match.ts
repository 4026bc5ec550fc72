// A caller and an operator find each other: our queue against app_queue with retry=1 and autofill=yes.
// `available`: an operator's phone hangs up while someone waits → the next INVITE there. `entering`: a caller dials while an
// operator is free → the INVITE.

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { numbers, peers } from './support/flows.ts'
import { type BenchOffice, benchOffice } from './support/office.ts'
import type { Bench, Report } from './support/report.ts'
import { between, p95 } from './support/stats.ts'

const samples = Number(process.env.BENCH_SAMPLES ?? 60)
const [ourPhone, peerPhone] = ['231', '232']
/** How long the next caller has waited when the operator becomes free, ms: every phase of a retry of one second. */
const waited = [200, 1200] as const
/** Until both sides have come to rest after a call, ms. */
const restMs = 150

/** One queue: the line into it, the number to dial, and its only operator's phone. */
class Side {
  private readonly trunk: Phone
  private readonly number: string
  private readonly phone: Phone
  private readonly waiting: PhoneCall[] = []
  private talking: { caller: PhoneCall; operator: PhoneCall } | undefined

  constructor(trunk: Phone, number: string, phone: Phone) {
    this.trunk = trunk
    this.number = number
    this.phone = phone
  }

  private async enter(): Promise<void> {
    const call = await this.trunk.dial(this.number)
    await call.untilAnswered()
    this.waiting.push(call)
  }

  private async take(operator: PhoneCall): Promise<void> {
    operator.answer()
    await operator.untilAnswered()
    const caller = this.waiting.shift()
    if (!caller) throw new Error('an operator was rung, and nobody waits')
    this.talking = { caller, operator }
    await sleep(restMs) // the bridge stands
  }

  /** The first call, so that there is a conversation to end. */
  async begin(): Promise<void> {
    const rung = this.phone.nextCall()
    await this.enter()
    await this.take(await rung)
  }

  /** ms from the operator's hang-up to the INVITE for whoever waits. */
  async available(): Promise<number> {
    await this.enter()
    await sleep(between(...waited))
    const rung = this.phone.nextCall()
    const before = this.talking
    const from = performance.now()
    void before?.operator.hangup()
    const next = await rung
    const ms = next.times.started - from
    await this.take(next)
    await before?.caller.hangup()
    return ms
  }

  /** ms from a caller's INVITE to the one at the free operator's phone. */
  async entering(): Promise<number> {
    const rung = this.phone.nextCall()
    const from = performance.now()
    await this.enter()
    const next = await rung
    await this.take(next)
    await this.end()
    return next.times.started - from
  }

  /** The conversation ends; resolves when the operator is free for the next. */
  async end(): Promise<void> {
    const { talking } = this
    this.talking = undefined
    await talking?.caller.hangup()
    await talking?.operator.untilEnded()
    await sleep(restMs)
  }
}

/** Runs AddQueueMember() in the dialplan; resolves when it has. */
async function addMember({ ari }: BenchOffice, extension: string): Promise<void> {
  const channelId = `bench-${randomUUID()}`
  const endpoint = `Local/add-${extension}@bench`
  await ariRequest(
    ari,
    'POST',
    `/channels?endpoint=${endpoint}&context=emergency-wait&extension=s&priority=1&channelId=${channelId}`,
  )
  await until('the member to be added', async () => (await ariRequest(ari, 'GET', `/channels/${channelId}`)).status === 404)
}

async function measure(name: 'available' | 'entering', ours: Side, peer: Side, report: Report) {
  const times = { ours: [] as number[], peer: [] as number[] }
  for (let i = 0; i < samples; i++) {
    times.ours.push(await ours[name]())
    times.peer.push(await peer[name]())
    if ((i + 1) % 20 === 0) report.say(`${name}: ${i + 1} of ${samples}`)
  }
  const aim = name === 'available' ? ('ratio<=0.1' as const) : ('delta<=25' as const)
  report.figure({ case: name, metric: 'p95', unit: 'ms', ours: p95(times.ours), peer: p95(times.peer), aim })
}

async function run(report: Report): Promise<void> {
  const office = await benchOffice({ operators: [ourPhone], phones: [peerPhone] })
  const trunk = await office.trunk()
  const ours = new Side(trunk, numbers.benchQueue, await office.desk(ourPhone))
  const peer = new Side(trunk, peers.queue, await office.desk(peerPhone))
  await addMember(office, peerPhone)
  for (const side of [ours, peer]) await side.begin()
  await measure('available', ours, peer, report)
  for (const side of [ours, peer]) await side.end()
  await measure('entering', ours, peer, report)
}

export const match: Bench = { name: 'match', about: 'caller and free operator → INVITE, against Queue()', run }
