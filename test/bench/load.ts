// How many calls a second are answered, hear a prompt, press a key, hear another and are hung up: the host against the dialplan.

import { testTrunk } from '../../electron/host/starter.ts'
import { leftIn, until } from '../support/office.ts'
import { cpuOf } from './support/cpu.ts'
import { numbers, peers } from './support/flows.ts'
import { type KeyPresser, keyPresser } from './support/keyPresser.ts'
import { type BenchOffice, benchOffice } from './support/office.ts'
import type { Bench, Report } from './support/report.ts'
import { sipp } from './support/sipp.ts'
import { p95 } from './support/stats.ts'

/** Calls a second, rising until a side fails; the first is where set-up time and CPU are measured. */
const rates = [20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 225, 250, 275, 300, 330, 360, 400, 440, 480, 530, 580]
const secondsAtEach = 5
const slowestSetupMs = 500
/** A call lasts about so long; SIPp has kept up the rate when everything took no longer than this beyond. */
const callSeconds = 4
type Side = { name: 'host' | 'dialplan'; number: string }
type Step = { ok: boolean; p95: number; failed: number; hostCpu: number; asteriskCpu: number }

const ours: Side = { name: 'host', number: numbers.benchLoad }
const peer: Side = { name: 'dialplan', number: peers.load }

class Load {
  private readonly office: BenchOffice
  private readonly presser: KeyPresser
  private readonly report: Report

  constructor(office: BenchOffice, presser: KeyPresser, report: Report) {
    this.office = office
    this.presser = presser
    this.report = report
  }

  private async cpu(): Promise<{ host: number; asterisk: number }> {
    return { host: await cpuOf(this.office.host.pid), asterisk: await cpuOf(await this.office.asteriskPid()) }
  }

  /** One rate, to the end of its calls. */
  async step(side: Side, rate: number): Promise<Step> {
    const { office, presser } = this
    const calls = rate * secondsAtEach
    const before = await this.cpu()
    const given = { server: office.sip, address: testTrunk.address, soundPort: presser.port, number: side.number }
    const { failed, setups, seconds } = await sipp({ ...given, rate, calls })
    const after = await this.cpu()
    await until('Asterisk to be quiet', async () => (await leftIn(office)).length === 0, 60_000)
    const slow = p95(setups)
    const ok = failed === 0 && slow <= slowestSetupMs && seconds <= secondsAtEach + callSeconds
    const [hostCpu, asteriskCpu] = [(after.host - before.host) / calls, (after.asterisk - before.asterisk) / calls]
    this.report.say(
      `${side.name} at ${rate}/s: ${failed} failed, set-up p95 ${slow} ms, ${seconds.toFixed(1)} s, ` +
        `CPU a call: host ${hostCpu.toFixed(1)} ms, Asterisk ${asteriskCpu.toFixed(1)} ms${ok ? '' : ' → too much'}`,
    )
    return { ok, p95: slow, failed, hostCpu, asteriskCpu }
  }

  /** Whether one of three tries succeeds: a machine has bad seconds of its own. */
  private async holds(side: Side, rate: number): Promise<boolean> {
    for (let tries = 0; tries < 3; tries++) if ((await this.step(side, rate)).ok) return true
    return false
  }

  /** The highest rates both sides hold. */
  async highest(): Promise<{ ours: number; peer: number }> {
    const found = { ours: 0, peer: 0 }
    const open = new Set<'ours' | 'peer'>(['ours', 'peer'])
    for (const rate of rates)
      for (const which of open) {
        const side = which === 'ours' ? ours : peer
        if (await this.holds(side, rate)) found[which] = rate
        else open.delete(which)
      }
    return found
  }
}

async function run(report: Report): Promise<void> {
  const office = await benchOffice()
  const presser = await keyPresser(testTrunk.address)
  try {
    const load = new Load(office, presser, report)
    const first = rates[0] ?? 20
    await load.step(ours, first) // the first calls of a host wait for what is prepared once
    const [own, other] = [await load.step(ours, first), await load.step(peer, first)]
    const figure = { case: 'menu', unit: 'ms' }
    report.figure({ ...figure, metric: 'setup_p95', ours: own.p95, peer: other.p95, aim: '<=100' })
    report.figure({ ...figure, metric: 'cpu_host', ours: own.hostCpu, aim: 'info' })
    report.figure({ ...figure, metric: 'cpu_asterisk', ours: own.asteriskCpu, peer: other.asteriskCpu, aim: 'info' })
    const rate = await load.highest()
    report.figure({ case: 'menu', metric: 'rate', unit: 'calls/s', ours: rate.ours, peer: rate.peer, aim: 'ratio>=0.6' })
  } finally {
    presser.close()
  }
}

export const load: Bench = { name: 'load', about: 'calls a second with SIPp, against the same in the dialplan', run }
