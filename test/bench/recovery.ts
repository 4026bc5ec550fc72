// kill -9 in the middle of fifty calls, again and again: nobody is dropped, nothing happens twice, the line keeps its order.

import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../electron/adapters/store/store.ts'
import { leftIn, until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import { Phone } from '../support/phone/phone.ts'
import { type BenchOffice, benchOffice, phonePassword, queueId } from './support/office.ts'
import type { Bench, Report } from './support/report.ts'
import { between } from './support/stats.ts'
import { type Caller, type Place, Town } from './support/town.ts'
import { Window } from './support/window.ts'

const kills = Number(process.env.BENCH_SAMPLES ?? 10)
const operators = ['241', '242', '243', '244', '245', '246', '247', '248', '249', '250']
/** Fifty: ten of those for the queue talk or are rung, the others wait. */
const crowd: Record<Place, number> = { queue: 25, menu: 15, message: 5, room: 5 }
/** How long life goes on between two kills, ms. */
const lifeMs = [500, 3_000] as const
/** Two operators let it ring for long, so that there is always someone who is being rung. */
const slow = new Set(['249', '250'])

/** Counts what the webhook is told: deliveries of different ids, by caller. */
async function hookServer() {
  const told = new Map<string, Set<string>>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { from } = JSON.parse(body) as { from: string }
      told.set(from, (told.get(from) ?? new Set()).add(String(request.headers['x-cordboard-delivery'])))
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, told, close: () => server.close() }
}

/** What people do all the time; each thing alone may take longer than the host lives. */
async function live(town: Town, stopped: () => boolean): Promise<void> {
  const running = new Set<Promise<unknown>>()
  const busy = new Set<Caller>()
  let arriving: Promise<unknown> = Promise.resolve()
  const start = (caller: Caller, work: Promise<unknown>) => {
    busy.add(caller)
    const done = work.finally(() => busy.delete(caller))
    running.add(done)
    void done.finally(() => running.delete(done)).catch(() => {}) // awaited below
  }
  const act = (caller: Caller) => {
    if (caller.place === 'menu') return start(caller, town.ask(caller))
    if (caller.place === 'room') return
    if (caller.place === 'queue' && !town.isTalking(caller.number) && Math.random() < 0.8) return
    // One after the other, so that it is known who came first.
    arriving = arriving.then(async () => {
      await town.leave(caller)
      await town.arrive(caller.place)
    })
    start(caller, arriving)
  }
  while (!stopped()) {
    await sleep(between(20, 250))
    const idle = [...town.callers.values()].filter((caller) => !busy.has(caller) && caller.call.state === 'up')
    const caller = idle[Math.floor(Math.random() * idle.length)]
    if (caller) act(caller)
  }
  await Promise.all(running)
}

async function killAgainAndAgain(office: BenchOffice, window: Window, town: Town, report: Report): Promise<number[]> {
  const resumed: number[] = []
  for (let i = 1; i <= kills; i++) {
    await sleep(between(...lifeMs))
    window.shut()
    await office.host.kill9()
    resumed.push(await office.host.start())
    await window.connect()
    await town.check()
    const { dropped, doubled, outOfOrder } = town.wrong
    const words = `${dropped} dropped, ${doubled} doubled, ${outOfOrder} out of order, ${town.takenInOutage} taken in an outage so far`
    report.say(`kill ${i} of ${kills}: back after ${Math.round(resumed.at(-1) ?? 0)} ms; ${words}`)
  }
  return resumed
}

/** Everyone in the menu is answered once more, then all leave; what is kept of it is counted. */
async function finish(office: BenchOffice, window: Window, town: Town, told: Map<string, Set<string>>): Promise<void> {
  const everyone = [...town.callers.values()]
  await Promise.all(everyone.filter(({ place }) => place === 'menu').map((caller) => town.ask(caller)))
  await Promise.all(everyone.map((caller) => town.leave(caller)))
  await until('Asterisk to be quiet', async () => (await leftIn(office)).length === 0, 30_000)
  const client = await window.connect()
  await until('all messages to be stored', async () => (await window.look())?.calls.length === 0, 30_000)
  const messages = await client.voicemails.list({ limit: 500 })
  for (const [at, { from }] of messages.entries())
    if (messages.findIndex((m) => m.from === from) < at) town.note('doubled', `two messages of ${from}`)
  for (const [from, ids] of told) if (ids.size > 1) town.note('doubled', `${ids.size} webhooks for ${from}`)
  for (const from of town.queued) if (!told.has(from)) town.note('dropped', `no webhook for ${from}`)
  const recordings = await readdir(join(office.data, 'media', 'recordings'), { recursive: true })
  const more = recordings.filter((name) => name.endsWith('.wav')).length - town.talks
  if (more > 0) town.note('doubled', `${more} recordings of no conversation`)
}

async function run(report: Report): Promise<void> {
  const hook = await hookServer()
  const records = (store: Store) => {
    const queue = store.office.queues.get(queueId)
    if (queue) store.office.queues.save({ ...queue, record: true, ringSeconds: 120 })
  }
  const office = await benchOffice({ operators, hookUrl: hook.url, records })
  const window = new Window(office.host)
  await window.connect()
  const town = new Town(await office.trunk(), window, report.say)
  const phones: Phone[] = []
  for (const user of operators) {
    const onCall = (call: PhoneCall) => void town.rung(call, slow.has(user) ? between(4_000, 12_000) : between(50, 500))
    const phone = await Phone.open({ server: office.sip, user, password: phonePassword, onCall })
    await phone.register()
    phones.push(phone)
  }
  try {
    for (const [place, count] of Object.entries(crowd) as [Place, number][])
      for (let i = 0; i < count; i++) await town.arrive(place)
    report.say(`${town.callers.size} callers are in`)
    let over = false
    const living = live(town, () => over)
    const resumed = await killAgainAndAgain(office, window, town, report)
    over = true
    report.say('everyone comes to an end')
    await living
    await finish(office, window, town, hook.told)
    tell(town, Math.max(...resumed), report)
  } finally {
    for (const phone of phones) await phone.close()
    hook.close()
  }
}

function tell({ wrong, takenInOutage }: Town, worst: number, report: Report): void {
  const figure = { case: 'kill9', unit: 'calls', aim: '<=0' as const }
  report.figure({ ...figure, metric: 'dropped', ours: wrong.dropped })
  report.figure({ ...figure, metric: 'doubled', ours: wrong.doubled })
  report.figure({ ...figure, metric: 'out_of_order', ours: wrong.outOfOrder })
  report.figure({ case: 'kill9', metric: 'taken_in_outage', unit: 'legs', ours: takenInOutage, aim: '<=0' })
  report.figure({ case: 'kill9', metric: 'resume_ms', unit: 'ms', ours: worst, aim: '<=2000' })
}

export const recovery: Bench = { name: 'recovery', about: 'kill -9 in the middle of fifty calls, ten times', run }
