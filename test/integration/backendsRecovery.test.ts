// The host is killed while backends drive calls: each goes on where it was, no backend hears of a second start, each end is told once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testTrunk } from '../../electron/host/starter.ts'
import { backend, backendFlow } from '../../shared/domain/backend.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'

type Body = { caller?: string; event?: { type: string; digit?: string }; eventType?: string; payload?: { dtmf?: string | null } }
let office: KillableHost
let server: HttpTestServer

/** The step provider: a caller who ends in 1 is asked for a key, one who ends in 2 is connected. */
function step({ caller, event }: Body): object {
  if (event?.type !== 'session_start') return { type: 'hangup' }
  return caller?.endsWith('1')
    ? { type: 'dtmf_menu', tts_text: 'A key, please', timeout_ms: 60_000 }
    : { type: 'transfer', target: '4930777777' }
}
/** The call-action backend: asks for a digit, then ends. */
function actions({ payload }: Body): object {
  const params = { promptMessage: 'A digit, please', voiceProfile: 'en-US-ZiraRUS', maxDigits: 1, overallTimeout: 60_000 }
  return payload?.dtmf ? { callflow: [] } : { callflow: [{ action: 'sayAndCapture', params }] }
}

beforeAll(async () => {
  server = await httpTestServer(({ path, body }) => {
    const said = JSON.parse(body) as Body
    return { json: path === '/step' ? step(said) : path === '/acts' && said.eventType === 'CALL_ACTION' ? actions(said) : {} }
  })
  office = await killableHost((store) => {
    for (const [number, one] of [
      ['7001', backend.parse({ kind: 'step', id: 'step', name: 'Step', url: `${server.url}/step` })],
      ['7002', backend.parse({ kind: 'callActions', id: 'acts', name: 'Acts', url: `${server.url}/acts`, subAccountId: 'a' })],
    ] as const) {
      store.office.backends.save(one)
      store.office.routes.save({ number, flowId: backendFlow(one) })
    }
    store.office.outgoing.replaceAll([
      { id: 'all', pattern: '.', trunkId: testTrunk.id, callerId: '', strip: 0, class: 'national' },
    ])
  })
})
afterAll(async () => {
  await office?.close()
  await server?.close()
})

test('kill -9 with callers in a menu, in a conversation and in a document', async () => {
  const told = () => server.asked.map(({ path, body }) => ({ path, body: JSON.parse(body) as Body }))
  const of = (caller: string, path: string) => told().filter((one) => one.path === path && one.body.caller === caller)
  const summaries = () => told().filter(({ body }) => body.eventType === 'SESSION_SUMMARY')
  const menu = await office.trunk.dial('7001', { callerNumber: '+491' })
  await menu.audio.waitForAudio()
  const talking = await office.trunk.dial('7001', { callerNumber: '+492' })
  const other = await office.trunk.nextCall()
  other.answer()
  other.audio.sendTone(880)
  await talking.audio.waitForTone(880)
  const document = await office.trunk.dial('7002', { callerNumber: '+493' })
  await document.audio.waitForAudio()

  await office.host.kill9()
  await office.host.start()

  for (const call of [menu, talking, other, document]) expect(call.state).toBe('up')
  expect(talking.audio.levelOf(880)).toBeGreaterThan(0)
  await menu.audio.waitForAudio()
  await menu.audio.sendDtmf('4')
  await menu.untilEnded(20_000)
  await document.audio.waitForAudio()
  await document.audio.sendDtmf('7')
  await document.untilEnded(20_000)
  await talking.hangup()
  await until('the ends to be told', () => of('+491', '/step/end').length > 0 && of('+492', '/step/end').length > 0)
  await until('the summary', () => summaries().length > 0)

  expect(of('+491', '/step').map(({ body }) => [body.event?.type, body.event?.digit])).toEqual([
    ['session_start', undefined],
    ['dtmf', '4'],
  ])
  expect(of('+492', '/step')).toHaveLength(1)
  for (const caller of ['+491', '+492']) {
    expect(of(caller, '/step/start')).toHaveLength(1)
    expect(of(caller, '/step/end')).toHaveLength(1)
  }
  expect(
    told()
      .filter(({ path, body }) => path === '/acts' && body.eventType === 'CALL_ACTION')
      .map(({ body }) => body.payload?.dtmf),
  ).toEqual([null, '7'])
  expect(summaries()).toHaveLength(1)
  await office.untilQuiet()
})
