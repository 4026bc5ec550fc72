// A history of a million calls: how long each page's questions take, and what the thread that runs calls notices of them.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { QuestionName, Questions } from '../../electron/adapters/store/questions/answers.ts'
import { type Ask, openQuestions } from '../../electron/adapters/store/questions/questions.ts'
import { openStore, type Store } from '../../electron/adapters/store/store.ts'
import { runJob } from '../../electron/host/backup/jobs.ts'
import { wallClock } from '../../electron/host/system.ts'
import { traced } from '../support/trace.ts'
import { seededHistory, seededNumber } from './support/history.ts'
import type { Bench } from './support/report.ts'

const calls = Number(process.env.BENCH_CALLS ?? 1_000_000)
const rounds = Number(process.env.BENCH_SAMPLES ?? 15)
const log = { info: () => {}, warn: () => {}, error: () => {} }

type Case = {
  [N in QuestionName]: { name: string; metric: 'page_ms' | 'search_ms'; question: N; ask(n: number): Questions[N]['ask'] }
}[QuestionName]

const listed = (
  name: string,
  metric: 'page_ms' | 'search_ms',
  filter: (n: number) => Questions['calls']['ask']['filter'],
): Case => ({
  name,
  metric,
  question: 'calls',
  ask: (n) => ({ filter: filter(n), limit: 60 }),
})

const cases: Case[] = [
  listed('calls', 'page_ms', () => ({})),
  listed('calls-queue-outcome', 'page_ms', (n) => ({ queueId: 'support', outcome: n % 2 ? 'voicemail' : 'abandoned' })),
  listed('my-calls', 'page_ms', (n) => ({ operatorId: `op${n % 20}` })),
  listed('missed', 'page_ms', (n) => ({ missedBy: String(201 + (n % 20)) })),
  listed('watch-step', 'page_ms', () => ({ flowId: 'main', node: 'queue' })),
  listed('agent-calls', 'page_ms', () => ({ seenBy: { operatorId: 'op3', extension: '204', queueIds: ['support'] } })),
  listed('search-number', 'search_ms', (n) => ({ text: seededNumber(n).slice(5, 11) })),
  listed('search-national', 'search_ms', (n) => ({ text: `030 ${seededNumber(n).slice(5)}` })),
  listed('search-name', 'search_ms', (n) => ({ text: ['muster', 'vera v', 'dupont'][n % 3] ?? '' })),
  listed('search-nothing', 'search_ms', () => ({ text: 'nobody of that name' })),
  listed('search-two-letters', 'search_ms', () => ({ text: 'zq' })),
  {
    name: 'caller-card',
    metric: 'page_ms',
    question: 'caller',
    ask: (n) => ({ callId: 'none', number: seededNumber(n * 31), userId: 'u', calls: 4 }),
  },
  { name: 'watch-traffic', metric: 'page_ms', question: 'traffic', ask: () => ({ flowId: 'main', from: 0, until: Date.now() }) },
]

/** The median and the 95th percentile. */
const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Calls are written as an engine writes them, all the time; how long the slowest write took, ms. */
function traffic(store: Store): () => number[] {
  const took: number[] = []
  let n = 0
  const timer = setInterval(() => {
    const id = `bench-${process.pid}-${n++}`
    const begun = performance.now()
    store.callLog.started({
      id,
      kind: 'inbound',
      from: '+4930999',
      fromName: '',
      to: '5000',
      flowId: 'main',
      flowVersion: 1,
      startedAt: Date.now(),
    })
    store.callLog.trace(traced('call.started', {}, { callId: id, at: Date.now() }))
    took.push(performance.now() - begun)
  }, 20)
  return () => {
    clearInterval(timer)
    return took
  }
}

async function ofCase(ask: Ask, store: Store, one: Case): Promise<{ p95: number; loop: number; write: number }> {
  const question = one.ask as (n: number) => Questions[QuestionName]['ask']
  await ask(one.question, question(0))
  const loop = monitorEventLoopDelay({ resolution: 5 })
  const written = traffic(store)
  loop.enable()
  const took: number[] = []
  for (let n = 0; n < rounds; n++) took.push(await timed(() => ask(one.question, question(n))))
  loop.disable()
  return { p95: at(took, 0.95), loop: loop.percentile(99) / 1e6 - 5, write: at(written(), 1) }
}

export const store: Bench = {
  name: 'store',
  about: 'a million calls in the history: pages, searches, what the thread of the calls notices, start, backup',
  async run({ say, figure }) {
    const seeded = seededHistory(calls, say)
    const folder = mkdtempSync(join(tmpdir(), 'cordboard-bench-store-'))
    try {
      cpSync(seeded, folder, { recursive: true })
      const begun = performance.now()
      const opened = openStore({ folder, clock: wallClock })
      const questions = openQuestions({ folder, clock: wallClock, log, flush: opened.callLog.flush })
      await questions.ask('calls', { filter: {}, limit: 1 })
      figure({ case: 'start', metric: 'start_ms', unit: 'ms', ours: performance.now() - begun, aim: '<=2000' })
      let loop = 0
      for (const one of cases) {
        const measured = await ofCase(questions.ask, opened, one)
        figure({
          case: one.name,
          metric: one.metric,
          unit: 'ms',
          ours: measured.p95,
          aim: one.metric === 'page_ms' ? '<=100' : '<=300',
        })
        figure({ case: one.name, metric: 'write_worst_ms', unit: 'ms', ours: measured.write, aim: 'info' })
        loop = Math.max(loop, measured.loop)
      }
      figure({ case: 'questions', metric: 'loop_delay_p99_ms', unit: 'ms', ours: loop, aim: '<=20' })
      const during = monitorEventLoopDelay({ resolution: 5 })
      const written = traffic(opened)
      during.enable()
      const took = await timed(() => runJob({ kind: 'local', folder, at: Date.now() }, () => {}, new AbortController().signal))
      during.disable()
      figure({ case: 'backup', metric: 'backup_s', unit: 's', ours: took / 1000, aim: '<=60' })
      figure({ case: 'backup', metric: 'loop_delay_p99_ms', unit: 'ms', ours: during.percentile(99) / 1e6 - 5, aim: '<=20' })
      figure({ case: 'backup', metric: 'write_worst_ms', unit: 'ms', ours: at(written(), 1), aim: 'info' })
      await questions.close()
      opened.close()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
