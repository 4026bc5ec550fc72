// A step provider's answer → its prompt audible, against the same prompt of a Play node from the key that leads to it.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { backend, backendFlow } from '../../shared/domain/backend.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { numbers, tones } from './support/flows.ts'
import { benchOffice } from './support/office.ts'
import type { Bench, Report } from './support/report.ts'
import { between, p50, p95 } from './support/stats.ts'

const samples = Number(process.env.BENCH_SAMPLES ?? 200)
const number = '5905'

const menu = { type: 'dtmf_menu', prompt: tones.prompt.id, timeout_ms: 60_000 }
const second = { type: 'prompt', file: tones.second.id, interruptible: false }

/** Asks for a key, answers it with the second prompt, and asks again. Remembers when it was asked and when it had answered. */
class Provider {
  asked = 0
  answered = 0
  private readonly server: Server

  constructor() {
    this.server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        const { event } = JSON.parse(body) as { event: { type: string } }
        const key = event.type === 'dtmf'
        if (key) this.asked = performance.now()
        response.end(JSON.stringify(key ? second : menu))
        if (key) this.answered = performance.now()
      })
    })
  }
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/step`
  }
  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

/** A caller who presses a key in the first prompt and hears the second. */
class Lane {
  private readonly call: PhoneCall
  private ready: Promise<unknown>

  private constructor(call: PhoneCall) {
    this.call = call
    this.ready = this.first()
  }
  static async open(trunk: Phone, to: string): Promise<Lane> {
    const call = await trunk.dial(to)
    await call.untilAnswered()
    return new Lane(call)
  }
  private first(): Promise<unknown> {
    const heard = this.call.audio.waitForTone(tones.prompt.frequency, { minMs: 100 })
    heard.catch(() => {}) // told where it is waited for
    return heard
  }
  /** When the key had ended, and when the second prompt was heard. */
  async press(): Promise<{ ended: number; heard: number }> {
    await this.ready
    await sleep(between(0, 40))
    const ended = await this.call.audio.sendDtmf('1', { ms: 80 })
    const heard = await this.call.audio.waitForTone(tones.second.frequency, { after: ended })
    this.ready = this.first()
    return { ended, heard }
  }
  leave(): Promise<unknown> {
    return this.call.hangup()
  }
}

async function run(report: Report): Promise<void> {
  const provider = new Provider()
  try {
    const url = await provider.listen()
    const step = backend.parse({ kind: 'step', id: 'bench', name: 'bench', url })
    const office = await benchOffice({
      records: ({ office: records }) => {
        records.backends.save(step)
        records.routes.save({ number, flowId: backendFlow(step) })
      },
    })
    const trunk = await office.trunk()
    const [ours, theirs] = [await Lane.open(trunk, number), await Lane.open(trunk, numbers.benchMenu)]
    const times = { ours: [] as number[], peer: [] as number[], answer: [] as number[] }
    for (let i = 0; i < samples; i++) {
      const stepped = await ours.press()
      times.ours.push(stepped.heard - stepped.ended - (provider.answered - provider.asked))
      times.answer.push(stepped.heard - provider.answered)
      const played = await theirs.press()
      times.peer.push(played.heard - played.ended)
      if ((i + 1) % 50 === 0) report.say(`${i + 1} of ${samples} keys`)
    }
    await ours.leave()
    await theirs.leave()
    const figure = { case: 'prompt', unit: 'ms' }
    report.figure({ ...figure, metric: 'answer_to_audio_p50', ours: p50(times.answer), peer: p50(times.peer), aim: 'ratio<=1.1' })
    report.figure({ ...figure, metric: 'answer_to_audio_p95', ours: p95(times.answer), peer: p95(times.peer), aim: 'ratio<=1.1' })
    report.figure({ ...figure, metric: 'key_to_audio_p50', ours: p50(times.ours), peer: p50(times.peer), aim: 'info' })
    report.figure({ ...figure, metric: 'key_to_audio_p95', ours: p95(times.ours), peer: p95(times.peer), aim: 'info' })
  } finally {
    provider.close()
  }
}

export const step: Bench = { name: 'step', about: 'a step provider’s answer → the next prompt, against a Play node', run }
