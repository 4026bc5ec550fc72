// How the console feels, in Chromium against the mock host: a storm of events, opening pages over a long history, the start,
// and from the click to the INVITE. Answer to audio is measured where there is audio: in a real office with its Asterisk.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { openChromium } from '../e2e/support/chromium.ts'
import { type MockHost, startMockHost } from '../e2e/support/mockHost.ts'
import { buildConsole, testedConsole } from '../support/builtConsole.ts'
import { answerToAudio } from './support/answerToAudio.ts'
import { crowdOf, disturb } from './support/consoleStorm.ts'
import type { Bench, Report } from './support/report.ts'
import { p50, p95 } from './support/stats.ts'

/** As built by `npm run build`, or wherever else one was built. */
const seconds = Number(process.env.BENCH_SECONDS ?? 60)
const runs = Number(process.env.BENCH_RUNS ?? 3)
const cases = (process.env.BENCH_CASES ?? 'dial,open,storm').split(',')
const eventsASecond = 200

type Watched = { longest: number; delays: number[] }

/** Runs in the page: watches frames, and how old the stamps are that operators' names carry when they come to the screen. */
const watch = `(() => {
  const state = { longest: 0, delays: [] }
  window.__watched = state
  const frame = (before) => (now) => {
    state.longest = Math.max(state.longest, now - before)
    requestAnimationFrame(frame(now))
  }
  requestAnimationFrame((now) => requestAnimationFrame(frame(now)))
  let last = ''
  new MutationObserver(() => {
    const stamp = /(?<=stamp )\\d{13}/.exec(document.querySelector('#content').textContent)?.[0] ?? ''
    if (stamp && stamp !== last) state.delays.push(Date.now() - Number(stamp))
    last = stamp
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
})()`

async function weigh(cdp: CDPSession): Promise<{ heap: number; listeners: number }> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0
  return { heap: of('JSHeapUsedSize') / 1e6, listeners: of('JSEventListeners') }
}

async function openPage(browser: Browser, host: MockHost, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['microphone'] })
  const page = await context.newPage()
  await page.goto(`${host.address}/#/${path}`)
  await page.locator('[data-state=registered]').waitFor()
  return page
}

async function storm(browser: Browser, report: Report): Promise<void> {
  const told: { longest: number; delay: number; heap: number; listeners: number }[] = []
  for (let run = 0; run < runs; run++) {
    report.say(`storm ${run + 1} of ${runs}, ${seconds} s`)
    const host = await startMockHost(testedConsole, { role: 'supervisor' })
    crowdOf(host.office, { waiting: 50, operators: 30 })
    const page = await openPage(browser, host, 'queues')
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    await disturb(host.office, eventsASecond, 5) // warm: what is made once is made
    const before = await weigh(cdp)
    await page.evaluate(watch)
    await disturb(host.office, eventsASecond, seconds)
    const { longest, delays } = await page.evaluate<Watched>('window.__watched')
    await sleep(500)
    const after = await weigh(cdp)
    told.push({ longest, delay: p95(delays), heap: after.heap - before.heap, listeners: after.listeners - before.listeners })
    await page.context().close()
    await host.close()
  }
  const middle = (pick: (each: (typeof told)[number]) => number) => p50(told.map(pick))
  const figure = (metric: string, unit: string, ours: number, aim: '<=50' | '<=0' | '<=5') =>
    report.figure({ case: 'storm', metric, unit, ours, aim })
  figure(
    'longest_frame',
    'ms',
    middle((each) => each.longest),
    '<=50',
  )
  figure(
    'event_to_dom_p95',
    'ms',
    middle((each) => each.delay),
    '<=50',
  )
  figure(
    'listener_growth',
    'listeners',
    middle((each) => each.listeners),
    '<=0',
  )
  figure(
    'heap_growth_mb',
    'MB',
    middle((each) => each.heap),
    '<=5',
  )
}

/** Runs in the page: from the click on its link to its own heading and content, no longer loading; ms. The next one begins when it is at rest. */
const openByClick = (link: string) => `new Promise((resolve) => {
  const heading = () => document.querySelector('#content h1')?.textContent
  const before = heading()
  const began = performance.now()
  document.querySelector('nav a[href="${link}"]').click()
  const look = () => {
    const there = heading() && heading() !== before
    const loading = document.querySelector('#content .mantine-Skeleton-root, #content .mantine-Loader-root')
    if (there && !loading) requestIdleCallback(((took) => () => resolve(took))(performance.now() - began))
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})`

async function open(browser: Browser, report: Report): Promise<void> {
  const host = await startMockHost(testedConsole, { role: 'admin' })
  const [sample] = host.office.calls
  if (!sample) throw new Error('the sample office has no calls')
  const history = Array.from({ length: 10_000 }, (_, at) => ({ ...sample, id: `h-${at}`, startedAt: Date.now() - at * 60_000 }))
  host.office.calls.splice(0, host.office.calls.length, ...history)
  const page = await openPage(browser, host, '')
  await sleep(3000) // a desk that has been open for a moment
  const anchors = await page.locator('nav a[href^="#/"]').all()
  const links = await Promise.all(anchors.map(async (each) => (await each.getAttribute('href')) ?? ''))
  const times: number[] = []
  const pages = new Map(links.map((link) => [link, [] as number[]]))
  for (let round = 0; round < 5; round++)
    for (const link of links) {
      if ((await page.evaluate('location.hash')) === link) continue
      const took = await page.evaluate<number>(openByClick(link))
      times.push(took)
      pages.get(link)?.push(took)
    }
  for (const [link, each] of pages) report.say(`open ${link}: ${each.map((took) => took.toFixed(0)).join(', ')} ms`)
  // The first round loads each page's code, as the first click of the day does: it counts.
  report.figure({ case: 'open', metric: 'page_open_worst', unit: 'ms', ours: Math.max(...times), aim: '<=100' })
  report.figure({ case: 'open', metric: 'page_open_p50', unit: 'ms', ours: p50(times), aim: 'info' })
  await page.context().close()
  await host.close()
}

async function startAndDial(browser: Browser, report: Report): Promise<void> {
  const host = await startMockHost(testedConsole, { role: 'agent' })
  const registered: number[] = []
  const invites: number[] = []
  for (let turn = 0; turn < 10; turn++) {
    const page = await openPage(browser, host, '')
    registered.push(await page.evaluate<number>('performance.now()'))
    const invited = new Promise<number>((resolve) => {
      for (const socket of host.sip) socket.on('message', (data) => String(data).startsWith('INVITE') && resolve(Date.now()))
    })
    await page.getByLabel('Number', { exact: true }).fill('202')
    const clicked = await page.evaluate<number>("document.querySelector('aside form button[type=submit]').click(), Date.now()")
    invites.push((await invited) - clicked)
    await page.context().close()
  }
  report.figure({ case: 'start', metric: 'registered', unit: 'ms', ours: p50(registered), aim: '<=2000' })
  report.figure({ case: 'dial', metric: 'invite_sent', unit: 'ms', ours: p50(invites), aim: '<=150' })
  report.say('answer to audio, in a real office')
  report.figure({ case: 'dial', metric: 'answer_to_audio', unit: 'ms', ours: p50(await answerToAudio(10)), aim: '<=600' })
  await host.close()
}

export const consoleBench: Bench = {
  name: 'console',
  about: 'how the pages feel: a storm of events, opening, start, dialling',
  async run(report) {
    await buildConsole(report.say)
    const browser = await openChromium()
    try {
      if (cases.includes('dial')) await startAndDial(browser, report)
      if (cases.includes('open')) await open(browser, report)
      if (cases.includes('storm')) await storm(browser, report)
    } finally {
      await browser.close()
    }
  },
}
