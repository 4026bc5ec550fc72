// Figures for a monitoring system: who may read them, that they are Prometheus' format, and that documentation and dashboard name them all.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signedIn, testHost } from './support.ts'

/** The names of the figures in the text format, with their samples' labels and values. */
function samplesOf(text: string): Map<string, string[]> {
  const samples = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [, name, rest] = /^([a-z_]+)(\{.*\} \S+| \S+)$/.exec(line) ?? []
    if (name && rest) samples.set(name, [...(samples.get(name) ?? []), rest.trim()])
  }
  return samples
}

async function read({ app }: Awaited<ReturnType<typeof testHost>>, cookie: string) {
  const answer = await app.inject({ url: '/metrics', headers: { cookie } })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4')
  return { text: answer.body, samples: samplesOf(answer.body) }
}

test('whether calls are taken, operators by state and queues by name are among them; no caller is', async () => {
  const host = await testHost()
  const { cookie } = await signedIn(host)
  const { text, samples } = await read(host, cookie)
  expect(samples.get('cordboard_pbx_connected')).toEqual(['1'])
  expect(samples.get('cordboard_operators')?.length).toBeGreaterThan(5)
  expect(samples.get('cordboard_calls')?.length).toBe(4)
  expect(Number(samples.get('cordboard_process_resident_memory_bytes')?.[0])).toBeGreaterThan(1e6)
  expect(text).not.toMatch(/\+\d{6}/)
  host.state.ready = false
  expect((await read(host, cookie)).samples.get('cordboard_pbx_connected')).toEqual(['0'])
})

test('nobody reads them without being asked who they are', async () => {
  const { app } = await testHost()
  expect((await app.inject('/metrics')).statusCode).toBe(401)
})

test('readiness is told by its status', async () => {
  const { app, state } = await testHost()
  expect([(await app.inject('/readyz')).statusCode, (await app.inject('/readyz')).json()]).toEqual([200, { ready: true }])
  state.ready = false
  expect((await app.inject('/readyz')).statusCode).toBe(503)
})

test('the dashboard asks for nothing that is not there, and the page names every figure of the office', async () => {
  const host = await testHost()
  const { text } = await read(host, (await signedIn(host)).cookie)
  const known = new Set([...text.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name))
  const dashboard = readFileSync('docs/examples/grafana.json', 'utf8')
  const asked = [...new Set(dashboard.match(/cordboard_[a-z0-9_]+/g) ?? [])]
  expect(asked.length).toBeGreaterThan(8)
  expect(asked.filter((name) => !known.has(name))).toEqual([])
  const page = readFileSync('docs/monitoring.md', 'utf8')
  const own = [...known].filter((name) => !/^cordboard_(process|nodejs)_/.test(name ?? ''))
  expect(own.filter((name) => !page.includes(`\`${name}`))).toEqual([])
})
