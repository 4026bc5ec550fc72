// Personal call handling: whose it is, what is refused, and what becomes of it when others go.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { User } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { type CallHandling, usualHandling } from '../../../shared/domain/callHandling.ts'
import { extension, mailbox, outgoingRule, trunk } from '../../../shared/domain/office.ts'
import { officeSchedule } from '../../../shared/domain/officeSchedule.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const { office: records } = made.store
  for (const number of ['201', '202', '203']) records.extensions.save(extension.parse({ number, name: `Person ${number}` }))
  records.mailboxes.save(mailbox.parse({ id: 'box', name: 'Box' }))
  records.schedules.save(officeSchedule.parse({ id: 'day', name: 'Day', weekly: {} }))
  records.trunks.save(trunk.parse({ id: 't1', name: 'Trunk', host: 'sip.example' }))
  records.outgoing.save(outgoingRule.parse({ id: 'all', pattern: '*', trunkId: 't1' }))
  records.routes.save({ number: '+49305550100', flowId: 'f' })
  await made.deps.configChanged()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const as = async (user: User) => (await inMemory(rpc, contextOf(user))).client
  return { ...made, records, agent: await as(ben), supervisor: await as(cleo), admin: await as(anna) }
}
const code = (value: string) => expect.objectContaining({ code: value })
const refused = (data: object) => expect.objectContaining({ code: 'HANDLING', data: expect.objectContaining(data) })
const rules = (more: Partial<CallHandling>, of = '201'): CallHandling => ({ ...usualHandling(of), ...more })
const colleague = (number: string) => ({ kind: 'extension' as const, number })
const outside = (number: string) => ({ kind: 'number' as const, number, confirm: true, showCaller: false })

it('one’s own is anybody’s, another’s an administrator’s', async () => {
  const { agent, supervisor, admin, records } = await office()
  expect(await agent.callHandling.get({})).toMatchObject(usualHandling('201'))
  await agent.callHandling.save(rules({ ringSeconds: 20, noAnswer: { kind: 'mailbox', mailboxId: 'box' } }))
  expect(records.handling.list()).toMatchObject([{ extension: '201', ringSeconds: 20 }])
  await expect(agent.callHandling.get({ extension: '202' })).rejects.toThrow(code('FORBIDDEN'))
  await expect(agent.callHandling.save(rules({ ringSeconds: 9 }, '202'))).rejects.toThrow(code('FORBIDDEN'))
  await expect(supervisor.callHandling.get({})).rejects.toThrow(code('NO_PHONE'))
  await admin.callHandling.save(rules({ ringSeconds: 9 }, '202'))
  await expect(admin.callHandling.get({ extension: '299' })).rejects.toThrow(code('NOT_FOUND'))
  // What is as usual is not kept.
  await agent.callHandling.save(usualHandling('201'))
  expect(records.handling.list().map((each) => each.extension)).toEqual(['202'])
})

it('another’s change meanwhile is not overwritten', async () => {
  const { agent, admin } = await office()
  const { revision } = await agent.callHandling.get({})
  await admin.callHandling.save(rules({ ringSeconds: 30 }))
  await expect(agent.callHandling.save({ ...rules({ ringSeconds: 9 }), revision })).rejects.toThrow(code('CONFLICT'))
})

describe('is refused', () => {
  it.each<[string, Partial<CallHandling>, object]>([
    ['to oneself', { busy: colleague('201') }, { problem: 'self', field: 'busy' }],
    ['to a colleague there is not', { noAnswer: colleague('299') }, { problem: 'gone', field: 'noAnswer' }],
    ['to a mailbox there is not', { busy: { kind: 'mailbox', mailboxId: 'x' } }, { problem: 'gone', field: 'busy' }],
    ['outside hours there are not', { hours: { scheduleId: 'x', to: colleague('202') } }, { problem: 'gone', field: 'hours' }],
    ['to an emergency number', { away: { until: null, text: '', to: outside('112') } }, { problem: 'emergency', field: 'away' }],
    ['to a number of the office’s own', { busy: outside('030 5550100') }, { problem: 'own', field: 'busy' }],
    [
      'to a number the person may not call',
      { noAnswer: outside('0033123456789') },
      { problem: 'refused', field: 'noAnswer', reason: 'notAllowed' },
    ],
    ['to what is no number', { noAnswer: outside('never') }, { problem: 'refused', field: 'noAnswer', reason: 'notANumber' }],
    [
      'also among the others that ring',
      { findMe: { order: 'atOnce', to: [outside('0900123456')] } },
      { problem: 'refused', field: 'findMe.0', reason: 'costly' },
    ],
  ])('%s', async (_what, more, data) => {
    const { agent } = await office()
    await expect(agent.callHandling.save(rules(more))).rejects.toThrow(refused(data))
  })

  it('a loop, with the extensions it goes by', async () => {
    const { admin } = await office()
    await admin.callHandling.save(rules({ busy: colleague('203') }, '202'))
    await admin.callHandling.save(rules({ away: { until: null, text: '', to: colleague('201') } }, '203'))
    await expect(admin.callHandling.save(rules({ noAnswer: colleague('202') }))).rejects.toThrow(
      refused({ problem: 'loop', field: 'noAnswer', chain: ['201', '202', '203', '201'] }),
    )
    await admin.callHandling.save(rules({ noAnswer: { kind: 'mailbox', mailboxId: 'box' } }))
  })

  it('not where a colleague’s number is written like one outside: it is the colleague', async () => {
    const { agent } = await office()
    expect(await agent.callHandling.save(rules({ busy: outside('202') }))).toMatchObject({ busy: colleague('202') })
  })
})

it('what goes is gone from everybody’s rules', async () => {
  const { admin, records, deps } = await office()
  await admin.callHandling.save(
    rules({
      busy: colleague('202'),
      noAnswer: { kind: 'mailbox', mailboxId: 'box' },
      hours: { scheduleId: 'day', to: colleague('203') },
      findMe: { order: 'inTurn', to: [colleague('202'), outside('01715550100')] },
    }),
  )
  await admin.callHandling.save(rules({ ringSeconds: 9 }, '202'))
  records.extensions.remove('202')
  records.mailboxes.remove('box')
  records.schedules.remove('day')
  await deps.configChanged()
  expect(records.handling.list()).toEqual([rules({ findMe: { order: 'inTurn', to: [outside('01715550100')] } })])
})

it('who is away is shown to others, until their time', async () => {
  const { agent, admin } = await office()
  await agent.callHandling.save(rules({ away: { until: null, text: 'At lunch', to: null } }))
  const shown = await admin.phone.directory()
  expect(shown.find(({ target }) => target === '201')?.away).toEqual({ until: null, text: 'At lunch' })
  await agent.callHandling.save(rules({ away: { until: 1, text: 'At lunch', to: null } }))
  expect((await admin.phone.directory()).find(({ target }) => target === '201')?.away).toBeNull()
})
