// 20,000 rows of a file that change contacts, sent to a host in a process of its own: calls never wait for them.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type HostProcess, hostProcess } from '../support/hostProcess.ts'
import { until } from '../support/office.ts'

let folder: string
let host: HostProcess
let client: Client

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-contacts-'))
  const probe = join(import.meta.dirname, '../support/cpuStretches.ts')
  const env = { NODE_OPTIONS: `--import=${probe}`, CORDBOARD_STRETCHES: join(folder, 'stretches.json') }
  host = await hostProcess(join(folder, 'data'), ['--demo', '--quiet'], undefined, env)
  await host.signIn()
  client = await host.client()
})
afterAll(async () => {
  await host?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Since they were last asked for, ms, longest first. */
async function stretches(): Promise<number[]> {
  const file = join(folder, 'stretches.json')
  await rm(file, { force: true })
  process.kill(host.pid, 'SIGUSR2')
  const read = () => readFile(file, 'utf8').then(JSON.parse, () => null) // not there, or not whole yet
  return until('the figures', read)
}

/** A console sends a hundred at a time. */
async function sent(company: string) {
  const total = 20_000
  for (let at = 0; ; at += 100) {
    const contacts = Array.from({ length: 100 }, (_, index) => ({
      name: `Person ${at + index}`,
      company,
      numbers: [`+4930${2_000_000 + at + index}`, `+4940${2_000_000 + at}`],
    }))
    const part = { batch: company, more: at + 100 < total }
    const result = await client.directory.import({ contacts, dryRun: false, part })
    if (!part.more) return result
  }
}

test('no stretch of work is as long as 20 ms', async () => {
  expect(await sent('One')).toMatchObject({ added: 20_000 })
  await stretches() // of the start and of the first
  expect(await sent('Two')).toMatchObject({ changed: 20_000 })
  const [longest = 0] = await stretches()
  console.info(`longest stretch of work: ${longest.toFixed(1)} ms`)
  expect(longest).toBeGreaterThan(0)
  expect(longest).toBeLessThan(20)
  expect((await client.directory.list({ limit: 1 })).total).toBeGreaterThanOrEqual(20_000)
}, 120_000)
