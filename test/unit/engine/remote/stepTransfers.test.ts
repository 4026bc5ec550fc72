// The step provider hands callers on: transfer, queue, mailbox, agent, another flow; and goes on where it was when its host dies.
import { describe, expect, test } from 'vitest'
import { answers, isBusy } from '../../../../electron/adapters/sim/people.ts'
import { backend } from '../../../../shared/domain/backend.ts'
import { flowOf } from '../../../support/memory.ts'
import { answered } from '../../../support/scriptedHttp.ts'
import { end, office, quietAfterEach, say, start } from '../offices.ts'
import { killedHost, provide, stepCall } from './stepOffice.ts'

quietAfterEach()

const bye = { type: 'hangup' }
const parts = {
  extensions: ['201'],
  operators: [{ id: 'ann', extension: '202', queues: ['sales'] }],
  queues: [{ id: 'sales', name: 'Sales' }],
  mailboxes: ['box'],
}

describe('transfer', () => {
  test.each([
    ['an extension', { type: 'transfer', target: '201' }, '201'],
    ['an agent by name', { type: 'route_to_agent', agent_id: 'ann' }, '202'],
    ['a number', { type: 'transfer', target: '+49 30 555' }, '*'],
    ['a SIP address', { type: 'voip_bridge', uri: 'sip:ann@example.org' }, 'sip-address/sip:ann@example.org'],
    ['a SIP address under its other name', { type: 'bridge', uri: 'sip:bob@example.org' }, 'sip-address/sip:bob@example.org'],
  ])('to %s: connected, and /end says so once', async (_what, action, phone) => {
    const more = { outgoing: [{ id: 'o', pattern: '.', trunkId: 't1', callerId: '', strip: 0, class: 'national' as const }] }
    const w = await stepCall(() => action, { parts: { ...parts, more, settings: { sipAddresses: true } } })
    w.sim.phone(phone, answers(1000))
    await w.clock.advance(10)
    w.caller.hangup()
    const again = w.sim.call('5000')
    await w.clock.advance(3000)
    expect(again.talkingTo).toHaveLength(1)
    expect(w.ends().at(-1)).toMatchObject({ reason: 'transfer' })
    again.hangup()
    await w.clock.advance(100)
    expect(w.ends()).toHaveLength(2)
    expect(w.log.story()).not.toContain('step failed')
    if (phone === '201') w.errors.length = 0
    w.errors.length = 0 // the first caller found no phone
  })
  test('that is not answered: /fail, then the error', async () => {
    const w = await stepCall(({ path, event }) =>
      path === '/fail'
        ? {}
        : event.type === 'error'
          ? bye
          : { type: 'prompt', tts_text: 'x', next: { type: 'transfer', target: '201' } },
    )
    w.sim.phone('201', isBusy())
    await w.clock.advance(5000)
    expect(w.provider.types()).toEqual(['/start', 'session_start', '/fail', 'error'])
    expect(w.ends()).toMatchObject([{ reason: 'hangup' }])
  })
  test('with wait_for_result the provider hears what came of it and goes on', async () => {
    const w = await stepCall(
      (_told, count) =>
        count === 0
          ? { type: 'prompt', tts_text: 'x', next: { type: 'transfer', target: '201', wait_for_result: true } }
          : count === 1
            ? { type: 'transfer', target: '202', wait_for_result: true }
            : bye,
      { parts },
    )
    w.sim.phone('201', isBusy())
    w.sim.phone('202', { rings: () => ({ does: 'answer', afterMs: 500 }) })
    await w.clock.advance(4000)
    const other = [...w.sim.channels.values()].find((c) => c.endpoint === 'PJSIP/202')
    w.sim.end(other?.info.id ?? '', { cause: 16, sip: 200 })
    await w.clock.advance(1000)
    expect(w.provider.told.slice(2).map(({ event }) => event)).toEqual([
      { type: 'transfer_result', outcome: 'not_connected' },
      { type: 'transfer_result', outcome: 'target_ended' },
    ])
    expect([w.caller.gone, w.ends().length]).toEqual([true, 1])
  })
  test('to nobody is an error', async () => {
    const w = await stepCall(({ path, event }) =>
      path === '/fail' ? {} : event.type === 'error' ? bye : { type: 'transfer', target: 'nobody' },
    )
    await w.clock.advance(1000)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'error', reason: 'nobody and nothing is called “nobody”' })
  })
})

describe('queue, mailbox, other flows', () => {
  test('a queue by its name; left without a connection the provider is asked again with return_to_ivr', async () => {
    const leaves = { ...parts, queues: [{ id: 'sales', name: 'Sales', whenEmpty: 'leave' as const }] }
    const w = await stepCall((_told, count) => (count === 0 ? { type: 'queue', queue: 'Sales', return_to_ivr: true } : bye), {
      parts: leaves,
    })
    await w.clock.advance(1000)
    expect(w.provider.told.at(-1)?.event).toMatchObject({ type: 'transfer_result', outcome: 'not_connected' })
    expect(w.ends()).toMatchObject([{ reason: 'hangup' }])
  })
  test('a queue without return: the session is over as the caller enters it', async () => {
    const w = await stepCall(() => ({ type: 'queue', target: 'sales' }), { parts })
    await w.clock.advance(5000)
    expect(w.ends()).toMatchObject([{ reason: 'transfer_to_queue' }])
    w.sim.phone('202', answers(500))
    w.engine.desk.admit('ann')
    await w.clock.advance(3000)
    expect(w.caller.talkingTo).toEqual(['PJSIP/202'])
  })
  test('a mailbox', async () => {
    const w = await stepCall(() => ({ type: 'voicemail', extension: 'box' }), { parts })
    await w.clock.advance(10_000)
    w.caller.hangup()
    await w.clock.advance(5000)
    expect([...w.stores.messages.values()]).toMatchObject([{ mailboxId: 'box' }])
    expect(w.ends()).toMatchObject([{ reason: 'normal' }])
  })
  test('jump_ivr to a flow by name, with its parameters, and to another provider', async () => {
    const other = flowOf('o', { start, hi: { type: 'playAudio', prompt: say('Hello {{who}}') }, end }, [
      'start.next>hi',
      'hi.next>end',
    ])
    const step = flowOf('f', { start, step: { type: 'stepProvider', url: 'http://provider/ivr/step' } }, ['start.next>step'])
    const second = backend.parse({ kind: 'step', id: 'b2', name: 'Second', url: 'http://provider/ivr/step' })
    const w = await office({ routes: { '5000': 'f' }, more: { backends: new Map([['b2', second]]) } }, step, {
      ...other,
      name: 'The other',
      variables: [{ name: 'who', initial: '' }],
    })
    const provider = provide(w, ({ body }) =>
      body.ivr_id === 'Second'
        ? { type: 'jump_ivr', route_point: 'The other', params: { who: 'Ann' } }
        : { type: 'jump_ivr', ivr_id: 'Second' },
    )
    const caller = w.sim.call('5000')
    await w.clock.advance(3000)
    expect(caller.heard).toEqual(['sound:/tts/Hello Ann'])
    expect(provider.types()).toEqual(['/start', 'session_start', '/start', 'session_start'])
    expect([...w.stores.posts.values()].map(({ body }) => JSON.parse(body).reason)).toEqual([
      'transfer_to_ivr',
      'transfer_to_ivr',
    ])
  })
  test('a number routed to a provider of its own', async () => {
    const one = backend.parse({ kind: 'step', id: 'b1', name: 'One', url: 'http://provider/ivr/step' })
    const w = await office({ routes: { '5000': 'builtin:step:b1' }, more: { backends: new Map([['b1', one]]) } })
    const provider = provide(w, () => ({ type: 'play_and_hangup', tts_text: 'Bye' }))
    const caller = w.sim.call('5000')
    await w.clock.advance(3000)
    expect([caller.heard, caller.gone, provider.types()]).toEqual([['sound:/tts/Bye'], true, ['/start', 'session_start']])
  })
})

describe('a provider that fails', () => {
  const apology = 'We are sorry, something went wrong. Please call again.'
  test('500 twice, then 200: three attempts, a second apart', async () => {
    let count = 0
    const w = await stepCall(() => (++count < 3 ? answered(500) : answered(200, { type: 'play_and_hangup', tts_text: 'Bye' })))
    await w.clock.advance(1900)
    expect(w.heard()).toEqual([])
    await w.clock.advance(200)
    expect(w.heard()).toEqual(['Bye'])
  })
  test('for good: max_retries attempts in all, then an apology, and the end says error', async () => {
    const w = await stepCall(() => answered(503), { config: { maxRetries: 2, retryDelayMs: 100 } })
    await w.clock.advance(5000)
    expect(w.provider.types()).toEqual(['/start', 'session_start', 'session_start'])
    expect(w.heard()).toEqual([apology])
    expect(w.ends()).toMatchObject([{ reason: 'error', detail: 'The server answered 503.' }])
    expect(w.caller.gone).toBe(true)
  })
  test('too late: the end says timeout', async () => {
    const w = await stepCall(() => new Promise<never>(() => {}), { config: { maxRetries: 1, timeoutSeconds: 3 } })
    w.http.answer = (request) =>
      new Promise((resolve) => w.clock.after(request.timeoutMs, () => resolve({ result: 'unreachable', error: 'late' })))
    await w.clock.advance(1)
    w.caller.hangup()
    const again = w.sim.call('5000')
    await w.clock.advance(10_000)
    expect(again.gone).toBe(true)
    expect(w.ends().map(({ reason }) => reason)).toEqual(['user_hangup', 'timeout'])
  })
  test.each([
    ['no JSON', answered(200, 'hello')],
    ['an unknown type', answered(200, { type: 'dance' })],
    ['a prompt with nothing to say', answered(200, { type: 'prompt', tts_text: { de: 'x' } })],
    ['an unknown type in an action within', answered(200, { type: 'prompt', tts_text: 'x', next: { type: 'dance' } })],
    ['a list', answered(200, [])],
    ['ten megabytes', { result: 'tooLarge' as const, status: 200, error: 'large' }],
  ])('answers %s: not retried, the fallback runs', async (_what, answer) => {
    const w = await stepCall(() => answer, { config: { fallback: '{"type":"transfer","target":"201"}' } })
    await w.clock.advance(0)
    w.sim.phone('201', answers(100))
    w.caller.hangup()
    const again = w.sim.call('5000')
    await w.clock.advance(2000)
    expect(w.provider.types().filter((type) => type === 'session_start')).toHaveLength(2)
    expect(again.talkingTo).toEqual(['PJSIP/201'])
    again.hangup()
    await w.clock.advance(10)
    expect(w.ends()).toHaveLength(2)
    w.errors.length = 0 // nobody was there for the first
  })
  test('without a fallback a connected failed port is taken, without an apology', async () => {
    const flow = flowOf(
      'g',
      { start, step: { type: 'stepProvider', url: 'http://p/' }, no: { type: 'playAudio', prompt: say('No') }, end },
      ['start.next>step', 'step.failed>no', 'no.next>end'],
    )
    const w = await office({ routes: { '5000': 'g' } }, flow)
    w.http.answer = () => answered(200, 'x')
    const caller = w.sim.call('5000')
    await w.clock.advance(5000)
    expect(caller.heard).toEqual(['sound:/tts/No'])
  })
  test('ten prompts in a row without input and without change: dtmf_menu_timeout, then the fallback', async () => {
    const w = await stepCall(() => ({ type: 'prompt', tts_text: 'Round' }))
    await w.clock.advance(60_000)
    expect(w.heard()).toEqual([...Array.from({ length: 10 }, () => 'Round'), apology])
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'dtmf_menu_timeout' })
    expect(w.ends()).toHaveLength(1)
  })
})

describe('a host that dies', () => {
  test('goes on with the action that ran, its variables and its count; /start is not sent again, /end once', async () => {
    const w = await stepCall(
      (_told, count) =>
        count === 0 ? { type: 'collect_dtmf', num_digits: 2, variable: 'n' } : { type: 'prompt', tts_text: 'You said $n$' },
      { hostDies: true },
    )
    w.caller.press('42')
    await w.clock.advance(300)
    const next = await killedHost(w, { routes: { '5000': 'f' }, extensions: ['201'] })
    const provider = provide(next, () => bye)
    await next.engine.start()
    await w.clock.advance(5000)
    expect(w.heard()).toEqual(['You said 42', 'You said 42'])
    expect(provider.types()).toEqual(['audio_complete'])
    expect(provider.told[0]?.body.variables).toMatchObject({ n: '42' })
    expect(w.ends()).toMatchObject([{ reason: 'hangup' }])
    await next.engine.stop()
  })
  test('in a transfer that is connected: the two talk on', async () => {
    const w = await stepCall(() => ({ type: 'prompt', tts_text: 'x', next: { type: 'transfer', target: '201' } }), {
      hostDies: true,
    })
    w.sim.phone('201', answers(100))
    await w.clock.advance(3000)
    expect(w.caller.talkingTo).toEqual(['PJSIP/201'])
    const next = await killedHost(w, { routes: { '5000': 'f' }, extensions: ['201'] })
    await next.engine.start()
    await w.clock.advance(5000)
    expect(w.caller.talkingTo).toEqual(['PJSIP/201'])
    expect(w.ends()).toHaveLength(1)
    w.caller.hangup()
    await w.clock.advance(1000)
    expect(next.engine.runningCalls).toBe(0)
    await next.engine.stop()
  })
  test('while a part of the call is recorded: it goes on and is kept', async () => {
    const record = { type: 'record_start', id: 'a', next: { type: 'collect_dtmf', max_digits: 3, timeout_ms: 60_000 } }
    const w = await stepCall(() => record, { hostDies: true })
    await w.clock.advance(2000)
    const next = await killedHost(w, { routes: { '5000': 'f' }, extensions: ['201'] })
    const provider = provide(next, () => bye)
    await next.engine.start()
    await w.clock.advance(2000)
    w.caller.press('123')
    await w.clock.advance(3000)
    expect(provider.types()).toEqual(['dtmf'])
    const kept = w.log.events.flatMap((event) => (event.type === 'recording.kept' ? [event.data.seconds] : []))
    expect(kept).toHaveLength(1)
    expect(kept[0]).toBeGreaterThanOrEqual(4)
    expect([...w.sim.channels.values()].filter(({ endpoint }) => endpoint.startsWith('Snoop/'))).toEqual([])
    await next.engine.stop()
  })
  test('back from an agent: the session that began goes on, and is ended once', async () => {
    const w = await stepCall(
      (_told, count) =>
        count === 0
          ? { type: 'prompt', tts_text: 'x', next: { type: 'transfer', target: '201', return_to_ivr: 'main' } }
          : { type: 'collect_dtmf', max_digits: 2, timeout_ms: 60_000 },
      { hostDies: true },
    )
    w.sim.phone('201', answers(100))
    await w.clock.advance(3000)
    const agent = [...w.sim.channels.values()].find((c) => c.endpoint === 'PJSIP/201')
    w.sim.end(agent?.info.id ?? '', { cause: 16, sip: 200 })
    await w.clock.advance(1000)
    const next = await killedHost(w, { routes: { '5000': 'f' }, extensions: ['201'] })
    const provider = provide(next, () => bye)
    await next.engine.start()
    await w.clock.advance(1000)
    w.caller.press('12')
    await w.clock.advance(3000)
    expect(provider.types()).toEqual(['dtmf'])
    expect(provider.told[0]?.body).toMatchObject({ step_index: 1, transferred_from: 'agent' })
    expect(w.ends().map(({ reason }) => reason)).toEqual(['transfer', 'hangup'])
    await next.engine.stop()
  })
  test('while the caller leaves: /end is sent by the next one', async () => {
    const w = await stepCall(() => ({ type: 'prompt', tts_text: 'x' }), { hostDies: true })
    await w.clock.advance(300)
    const next = await killedHost(w, { routes: { '5000': 'f' }, extensions: ['201'] })
    w.caller.hangup()
    await next.engine.start()
    await w.clock.advance(1000)
    expect(w.ends()).toMatchObject([{ reason: 'user_hangup' }])
    await next.engine.stop()
  })
})
