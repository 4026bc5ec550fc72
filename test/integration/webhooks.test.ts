// Webhooks on real calls, in a host that is killed in the middle: every event once, signed, in order.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { webhookEvent } from '../../shared/domain/webhooks.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { flowOf } from '../support/memory.ts'
import { until } from '../support/office.ts'

type Got = { event: string; data: Record<string, unknown>; delivery: string; signedRight: boolean; path: string }

let office: KillableHost
let receiver: HttpTestServer
let secret = ''
let flowSecret = ''
/** While false, the receiver answers 500. */
let well = true
const got: Got[] = []

beforeAll(async () => {
  receiver = await httpTestServer(({ path, headers, body }) => {
    if (!well) return { status: 500 }
    const key = path === '/office' ? secret : flowSecret
    const digest = createHmac('sha256', key).update(`${headers['x-cordboard-timestamp']}.${body}`).digest('hex')
    const signedRight = headers['x-cordboard-signature'] === `sha256=${digest}`
    got.push({ ...JSON.parse(body), delivery: String(headers['x-cordboard-delivery']), signedRight, path })
    return {}
  })
  const { url } = receiver
  office = await killableHost((store, { webhooks }) => {
    store.office.webhooks.save({
      id: 'crm',
      name: 'CRM',
      url: `${url}/office`,
      events: webhookEvent.options,
      template: '',
      enabled: true,
    })
    secret = webhooks.newSecret('crm')
    flowSecret = webhooks.newSecret('flows')
    const flow = flowOf(
      'hooked',
      {
        start: { type: 'start' },
        hook: { type: 'webhook', url: `${url}/flow`, payload: '{"event":"flow","data":{"from":"{{call.from}}"}}' },
        ring: { type: 'transfer', to: { kind: 'extension', number: '201' }, ringSeconds: 30 },
        end: { type: 'hangup' },
      },
      ['start.next>hook', 'hook.next>ring', ...['ended', 'busy', 'noAnswer', 'failed'].map((way) => `ring.${way}>end`)],
    )
    store.flows.create(flow)
    store.flows.publish(flow.id, 1, 'test', '')
    store.office.routes.save({ number: '5970', flowId: flow.id })
  })
})
afterAll(async () => {
  await office?.close()
  await receiver?.close()
})

test('a call is told event by event, each signed; a flow’s webhook as well', async () => {
  const ringing = office.alex.nextCall()
  const call = await office.trunk.dial('5970', { callerNumber: '+4930777' })
  const rung = await ringing
  await rung.answer()
  await call.untilAnswered()
  rung.audio.sendTone(800)
  await call.audio.waitForTone(800)
  await call.hangup()
  await until('the end to be told', () => got.some(({ event }) => event === 'call.ended'))
  await until('the flow’s to be told', () => got.some(({ path }) => path === '/flow'))
  const told = got.filter(({ path }) => path === '/office')
  expect(told.filter(({ event }) => event.startsWith('call.')).map(({ event }) => event)).toEqual([
    'call.started',
    'call.answered',
    'call.ended',
  ])
  expect(told.find(({ event }) => event === 'call.answered')?.data).toMatchObject({ from: '+4930777', with: '201' })
  expect(got.every(({ signedRight }) => signedRight)).toBe(true)
})

test('what could not be delivered before the host was killed is delivered once after it, and nothing twice', async () => {
  got.length = 0
  well = false
  const ringing = office.alex.nextCall()
  const call = await office.trunk.dial('5970', { callerNumber: '+4930888' })
  const rung = await ringing
  await rung.answer()
  await call.untilAnswered()
  await office.host.kill9()
  await office.host.start()
  well = true
  await until('what waited to be delivered', () => got.some(({ path }) => path === '/flow'), 60_000)
  await call.hangup()
  const told = () => got.map(({ event }) => event).filter((event) => event.startsWith('call.') || event === 'flow')
  await until('everything to be told', () => told().length >= 4, 60_000)
  expect(told().sort()).toEqual(['call.answered', 'call.ended', 'call.started', 'flow'])
  expect(new Set(got.map(({ delivery }) => delivery)).size).toBe(got.length)
  expect(got.every(({ signedRight }) => signedRight)).toBe(true)
  await office.untilQuiet()
}, 120_000)
