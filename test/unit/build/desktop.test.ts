// The packaged app has no source files: every program that the host starts on a thread or as a process is built beside it, and runs.
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import WaveFile from 'wavefile'
import { buildDesktop } from '../../../build/console.ts'
import { root } from '../../../build/paths.ts'
import { readSearchIndex } from '../../../electron/adapters/store/history/searchIndex.ts'
import { temporaryFolder, testStore } from '../store/support.ts'

const call = {
  id: 'c1',
  kind: 'inbound' as const,
  from: '+4930123456',
  fromName: '',
  to: '5000',
  flowId: 'main',
  flowVersion: 1,
}

let built = ''
beforeAll(async () => {
  // Below the project, where packages are found.
  mkdirSync(join(root, 'dist'), { recursive: true })
  built = mkdtempSync(join(root, 'dist', 'desktop-test-'))
  await buildDesktop(built)
}, 120_000)
afterAll(() => rmSync(built, { recursive: true, force: true }))

/** The first message that is not about progress. */
async function answerOf(program: string, workerData: unknown): Promise<{ [key: string]: unknown }> {
  const worker = new Worker(join(built, program), { workerData })
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message) => message.kind !== 'progress' && resolve(message))
      worker.once('error', reject)
    })
  } finally {
    await worker.terminate()
  }
}

it('starts nothing by its source file', () => {
  const programs = readdirSync(built).filter((name) => /\.[cm]js$/.test(name))
  expect(programs.length).toBeGreaterThan(5)
  for (const name of programs) expect(readFileSync(join(built, name), 'utf8'), name).not.toMatch(/new URL\(["']\.\/\w+\.ts["']/)
})

it('converts sound', async () => {
  const wav = new WaveFile.WaveFile()
  wav.fromScratch(1, 44_100, '16', new Int16Array(44_100).fill(1000))
  expect(await answerOf('media.convertWorker.mjs', wav.toBuffer())).toMatchObject({ ok: true })
})

it('runs a script of the office', async () => {
  const file = join(temporaryFolder(), 'reception.ts')
  writeFileSync(
    file,
    "import { defineScript } from 'cordboard'\nexport default defineScript(async (call): Promise<string> => 'done')\n",
  )
  const facts = { id: 'c1', from: '1', fromName: '', to: '2', language: 'en', variables: {} }
  const script = fork(join(built, 'scripts.process.mjs'), { execArgv: [] })
  try {
    script.send({ type: 'start', file, facts })
    const [reply] = await once(script, 'message')
    expect(reply).toEqual({ type: 'done', port: 'done' })
  } finally {
    script.kill()
  }
})

it('answers a question to the history, and keeps its search index up', async () => {
  const { folder, store } = testStore()
  store.callLog.started({ ...call, startedAt: 5 })
  const reader = new Worker(join(built, 'questions.worker.mjs'), {
    workerData: { folder, cancelled: new SharedArrayBuffer(4), budgetMs: 50 },
  })
  const upkeep = new Worker(join(built, 'questions.upkeepWorker.mjs'), { workerData: { folder } })
  try {
    expect(await once(reader, 'message')).toEqual([{ id: 0, ready: true }])
    reader.postMessage({ id: 1, name: 'calls', ask: { filter: {}, limit: 5 } })
    const [reply] = await once(reader, 'message')
    expect(reply).toMatchObject({ id: 1, ok: true, answer: { calls: [{ id: 'c1' }], total: 1 } })
    await expect.poll(() => readSearchIndex(folder)?.state().serial).toBe(1)
  } finally {
    await Promise.all([reader.terminate(), upkeep.terminate()])
  }
})

it('makes a backup', async () => {
  const { folder } = testStore()
  const job = { kind: 'make', folder, stage: join(folder, 'stage'), target: join(folder, 'a.cordboard'), at: 1, version: '1' }
  const reply = await answerOf('backup.worker.mjs', { ...job, password: 'long enough', recordings: false })
  expect(reply).toEqual({ kind: 'made' })
})

it('speaks', async () => {
  const path = join(temporaryFolder(), 'said.wav')
  const child = spawn(process.execPath, [join(built, 'speech.espeakProgram.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    child.stdin.write(`${JSON.stringify({ id: 1, do: 'render', text: 'Good morning.', voice: 'en-us', speed: 1, path })}\n`)
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    expect(JSON.parse(line)).toMatchObject({ id: 1, ok: true })
    expect(readFileSync(path).length).toBeGreaterThan(4000)
  } finally {
    child.kill()
  }
})
