// Thirty consoles at one host on the network, each a process of its own, in a full day: how late they hear of what happens, and what it costs.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeskOptions, DeskSaid } from './desk.ts'
import { cpuOf } from './support/cpu.ts'
import { numbers } from './support/flows.ts'
import { benchOffice } from './support/office.ts'
import type { Bench, Report } from './support/report.ts'
import { p50, p95 } from './support/stats.ts'

const desks = Number(process.env.BENCH_DESKS ?? 30)
const callsAMinute = 10
const seconds = Number(process.env.BENCH_SECONDS ?? 60)
const warmSeconds = 15
const supervisors = 3
const password = 'correct horse battery'

/** Resident memory of a process, MB. */
async function residentOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024
}

async function run(report: Report): Promise<void> {
  const extensions = Array.from({ length: desks }, (_, at) => String(301 + at))
  const office = await benchOffice({ operators: extensions, network: true })
  const children: ChildProcess[] = []
  try {
    await office.host.signIn()
    const client = await office.host.client()
    for (const [at, extension] of extensions.entries()) {
      const login = `desk${extension}`
      const role = at < supervisors ? 'supervisor' : 'agent'
      await client.settings.users.create({ login, name: login, role, operatorId: `operator-${extension}`, password })
    }
    report.say(`starting ${desks} consoles`)
    for (const extension of extensions) {
      const options: DeskOptions = {
        ...{ address: office.host.networkAddress, login: `desk${extension}`, password, extension, sip: office.sip },
      }
      const child = fork(join(import.meta.dirname, 'desk.ts'), [JSON.stringify(options)], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      children.push(child)
      await said(child)
    }
    const trunk = await office.trunk()
    let dialled = 0
    let leave = false
    const dialling = async () => {
      while (!leave) {
        void trunk.dial(numbers.benchQueue, { callerNumber: `+49302${String(dialled++).padStart(5, '0')}` })
        await sleep(60_000 / (desks * callsAMinute))
      }
    }
    const callers = dialling()
    await sleep(warmSeconds * 1000)
    for (const child of children) child.send('begin')
    const pid = office.host.pid
    const [before, began] = [await cpuOf(pid), performance.now()]
    let resident = 0
    while (performance.now() - began < seconds * 1000) {
      await sleep(1000)
      resident = Math.max(resident, await residentOf(pid))
    }
    const share = ((await cpuOf(pid)) - before) / (performance.now() - began)
    const seen = await Promise.all(
      children.map((child) => {
        child.send('leave')
        return said(child) as Promise<Extract<DeskSaid, { delays: number[] }>>
      }),
    )
    leave = true
    await callers
    const delays = seen.flatMap((each) => each.delays)
    const calls = seen.reduce((sum, each) => sum + each.calls, 0)
    for (const problem of new Set(seen.flatMap(({ problems }) => problems))) report.say(`a console had: ${problem}`)
    report.say(`${delays.length} events on the consoles, ${calls} calls taken`)
    const figure = { case: String(desks) }
    report.figure({ ...figure, metric: 'event_to_console_p50', unit: 'ms', ours: p50(delays), aim: 'info' })
    report.figure({ ...figure, metric: 'event_to_console_p95', unit: 'ms', ours: p95(delays), aim: '<=100' })
    report.figure({ ...figure, metric: 'calls', unit: 'a minute and desk', ours: (calls / desks / seconds) * 60, aim: 'info' })
    report.figure({ ...figure, metric: 'cpu_host', unit: '% of a core', ours: share * 100, aim: '<=25' })
    report.figure({ ...figure, metric: 'rss_host', unit: 'MB', ours: resident, aim: '<=400' })
  } finally {
    for (const child of children) child.kill()
    await office.stop()
  }
}

/** The next thing a desk says; rejects when it ends first. */
async function said(child: ChildProcess): Promise<DeskSaid> {
  const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a console ended with ${code}`)))
  gone.catch(() => {}) // it leaves at the end
  return (await Promise.race([once(child, 'message'), gone]))[0] as DeskSaid
}

export const desksBench: Bench = {
  name: 'desks',
  about: 'thirty consoles on the network: how late they hear, what it costs',
  run,
}
