// Audio streams: a tone from the caller to the endpoint, and from the endpoint to the caller, at 1 and at 20 streams at once.

import { setTimeout as sleep } from 'node:timers/promises'
import { type EndpointStream, openAudioEndpoint } from '../support/audioEndpoint.ts'
import { flowOf } from '../support/memory.ts'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import { cpuOf } from './support/cpu.ts'
import { type BenchOffice, benchOffice } from './support/office.ts'
import type { Bench, Report } from './support/report.ts'
import { between, p95 } from './support/stats.ts'

const samples = Number(process.env.BENCH_SAMPLES ?? 60)
const number = '5950'
/** Each sample has a frequency of its own, so that an echo of the last is not taken for it. Hz. */
const frequency = (i: number): number => 600 + (i % 12) * 100
const aim = '<=150' as const

/** A flow that only streams, published before the host starts. */
const streaming = (url: string) =>
  flowOf(
    'benchStream',
    {
      start: { type: 'start' },
      stream: { type: 'streamAudio', url },
      wait: { type: 'pause', seconds: 3600 },
      end: { type: 'hangup' },
    },
    ['start.next>stream', 'stream.started>wait', 'stream.failed>end', 'wait.next>end'],
  )

/** Someone who is streamed, both ways. */
type Streamed = { call: PhoneCall; stream: EndpointStream }

async function inbound({ call, stream }: Streamed, i: number): Promise<number> {
  const heard = stream.hears(frequency(i))
  const said = performance.now()
  call.audio.sendTone(frequency(i))
  const ms = (await heard) - said
  call.audio.sendSilence()
  await sleep(between(150, 250))
  return ms
}

async function outbound({ call, stream }: Streamed, i: number): Promise<number> {
  const said = performance.now()
  stream.say(frequency(i), 0.2)
  const heard = await call.audio.waitForTone(frequency(i))
  const ms = (typeof heard === 'number' && heard > said ? heard : performance.now()) - said
  await sleep(between(350, 450))
  return ms
}

async function measure(count: number, streams: Streamed[], office: BenchOffice, report: Report): Promise<void> {
  const there: number[] = []
  const back: number[] = []
  const began = { at: performance.now(), cpu: await cpuOf(office.host.pid), frames: streams.map(({ stream }) => stream.frames) }
  for (let i = 0; i < samples; i++) {
    const one = streams[i % streams.length] as Streamed
    there.push(await inbound(one, i))
    back.push(await outbound(one, i))
    if ((i + 1) % 20 === 0) report.say(`${count} at once: ${i + 1} of ${samples}`)
  }
  const seconds = (performance.now() - began.at) / 1000
  const cpu = (await cpuOf(office.host.pid)) - began.cpu
  const name = String(count)
  report.figure({ case: name, metric: 'inbound_p95', unit: 'ms', ours: p95(there), aim })
  report.figure({ case: name, metric: 'outbound_p95', unit: 'ms', ours: p95(back), aim })
  report.figure({ case: name, metric: 'cpu_host', unit: 'ms/s a stream', ours: cpu / seconds / count, aim: 'info' })
  const rates = streams.map(({ stream }, i) => (stream.frames - (began.frames[i] ?? 0)) / seconds)
  report.figure({ case: name, metric: 'frames_least', unit: '1/s', ours: Math.min(...rates), aim: 'info' })
}

async function run(report: Report): Promise<void> {
  const endpoint = await openAudioEndpoint()
  try {
    const office = await benchOffice({
      records: (store) => {
        const flow = streaming(endpoint.url)
        store.flows.create(flow)
        store.flows.publish(flow.id, 1, 'bench', '')
        store.office.routes.save({ number, flowId: flow.id })
      },
    })
    const trunk = await office.trunk()
    const streams: Streamed[] = []
    const more = async () => {
      const call = await trunk.dial(number)
      await call.untilAnswered()
      await until('the stream', () => (endpoint.all[streams.length]?.frames ?? 0) > 10)
      streams.push({ call, stream: endpoint.all[streams.length] as EndpointStream })
    }
    for (const count of [1, 20]) {
      while (streams.length < count) await more()
      await measure(count, streams, office, report)
    }
    for (const { call } of streams) await call.hangup()
  } finally {
    await endpoint.close()
  }
}

export const streams: Bench = { name: 'streams', about: 'a tone to the endpoint and back, 1 and 20 streams', run }
