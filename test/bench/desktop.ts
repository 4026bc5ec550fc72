// How late the desktop app's main process is for its work, which is the office's, the window's and the tray's: with calls and a console
// in use. A real Electron on a screen of its own, as in the tests.
import type { ElectronApplication, Page } from '@playwright/test'
import { desktopPrograms, openDesktop } from '../support/electron/desktopApp.ts'
import { preparedOffice } from '../support/killableHost.ts'
import { flowOf } from '../support/memory.ts'
import { crowd } from './support/crowd.ts'
import type { Bench, Report } from './support/report.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 60)
const calls = 50
const number = '5600'
/** The pages of a day. */
const pages = ['', 'queues', 'wallboard', 'callbacks', 'voicemail', 'calls', 'directory', 'flows', 'settings/system']
/** Node's histogram counts its own interval, ms. */
const intervalMs = 10

/** In the main process. */
const begin = (electron: ElectronApplication) =>
  electron.evaluate((_electron, resolution) => {
    const hooks = process.mainModule?.require('node:perf_hooks') as typeof import('node:perf_hooks')
    const histogram = hooks.monitorEventLoopDelay({ resolution })
    histogram.enable()
    Object.assign(globalThis, { benched: histogram })
  }, intervalMs)

const read = (electron: ElectronApplication) =>
  electron.evaluate(() => {
    const { benched } = globalThis as unknown as { benched: { percentile(share: number): number; max: number } }
    return { p50: benched.percentile(50) / 1e6, p99: benched.percentile(99) / 1e6, max: benched.max / 1e6 }
  })

/** A person who looks at one page after the other. */
async function lookThrough(page: Page, until: number): Promise<number> {
  let opened = 0
  while (Date.now() < until)
    for (const path of pages) {
      await page.evaluate(`location.hash = '/${path}'`)
      await page.locator('#content').waitFor()
      await page.mouse.wheel(0, 400)
      await page.waitForLoadState('networkidle')
      opened++
      if (Date.now() >= until) break
    }
  return opened
}

async function run(report: Report): Promise<void> {
  const programs = await desktopPrograms(report.say)
  if (typeof programs === 'string') throw new Error(programs)
  let found: Awaited<ReturnType<typeof preparedOffice>> | undefined
  const app = await openDesktop(programs, ['--stop-pbx'], async (data) => {
    found = await preparedOffice(data, (store) => {
      const queue = store.office.queues.get('reception')
      if (queue) store.office.queues.save({ ...queue, maxWaiting: 100 })
      const flow = flowOf(
        'waits',
        { start: { type: 'start' }, queue: { type: 'queue', queueId: 'reception', maxWaitSeconds: 3600 } },
        ['start.next>queue'],
      )
      store.flows.create(flow)
      store.flows.publish(flow.id, 1, 'bench', '')
      store.office.routes.save({ number, flowId: flow.id })
    })
  })
  try {
    if (!found) throw new Error('the office was not prepared')
    const page = await app.electron.firstWindow()
    await page.locator('[data-state=registered]').waitFor()
    const waiting = await crowd({ server: found.address.sip, port: found.port, callers: calls, to: number, operators: [] })
    try {
      await begin(app.electron)
      report.say(`${calls} callers wait; the console is used for ${seconds} s`)
      const opened = await lookThrough(page, Date.now() + seconds * 1000)
      const { p50, p99, max } = await read(app.electron)
      report.say(`${opened} pages were opened`)
      const late = (ms: number) => Math.max(0, ms - intervalMs)
      const figure = { case: `calls${calls}`, unit: 'ms' }
      report.figure({ ...figure, metric: 'loop_delay_p50_ms', ours: late(p50), aim: 'info' })
      report.figure({ ...figure, metric: 'loop_delay_p99_ms', ours: late(p99), aim: '<=20' })
      report.figure({ ...figure, metric: 'loop_delay_longest_ms', ours: late(max), aim: '<=100' })
    } finally {
      await waiting.leave()
    }
  } finally {
    await app.close()
  }
}

export const desktop: Bench = {
  name: 'desktop',
  about: 'how late the desktop app’s main process is, with 50 calls and the console in use',
  run,
}
