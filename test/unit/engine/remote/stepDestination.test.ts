// Where a provider sends a caller, in RustPBX's words; and where the caller goes on when the other side has left.
import { describe, expect, test } from 'vitest'
import { answers, isBusy } from '../../../../electron/adapters/sim/people.ts'
import { maxRedirects } from '../../../../electron/engine/interpreter.ts'
import { destinationOf, roomAddress } from '../../../../electron/engine/remote/step/destination.ts'
import { backend } from '../../../../shared/domain/backend.ts'
import { flowOf } from '../../../support/memory.ts'
import { end, office, quietAfterEach, say, start } from '../offices.ts'
import { provide, providerUrl, stepCall, stepFlow } from './stepOffice.ts'

quietAfterEach()

const bye = { type: 'hangup' }
const prompt = (tts_text: string) => ({ type: 'prompt', tts_text })
const leaves = { whenEmpty: 'leave' as const }
const parts = {
  extensions: ['201'],
  operators: [{ id: 'ann', extension: '202', queues: ['sales'] }],
  queues: [{ id: 'sales', name: 'Sales', ...leaves }],
  mailboxes: ['box'],
}

describe('a target', () => {
  test.each([
    ['2001', { kind: 'plain', name: '2001', params: {} }],
    [' +49 30 555 ', { kind: 'plain', name: '+49 30 555', params: {} }],
    ['tel:+4930555', { kind: 'plain', name: '+4930555', params: {} }],
    ['sip:ann@example.org', { kind: 'plain', name: 'sip:ann@example.org', params: {} }],
    [
      'sip:ann@example.org?Subject=Hi&return_app=ivr',
      { kind: 'plain', name: 'sip:ann@example.org?Subject=Hi', params: { Subject: 'Hi' }, returnApp: 'ivr' },
    ],
    [
      '2001?return_app=ivr&return_target=main',
      { kind: 'plain', name: '2001', params: {}, returnApp: 'ivr', returnTarget: 'main' },
    ],
    ['queue:sales', { kind: 'queue', name: 'sales', params: {} }],
    ['Queue: sales ?return_to_ivr=main', { kind: 'queue', name: 'sales', params: {}, returnTarget: 'main' }],
    ['ivr:orders?order=7&who=Ann%20B', { kind: 'ivr', name: 'orders', params: { order: '7', who: 'Ann B' } }],
    ['toivr:orders', { kind: 'ivr', name: 'orders', params: {} }],
    ['voicemail:201', { kind: 'voicemail', name: '201', params: {} }],
    ['conference:7', { kind: 'conference', name: '7', params: {} }],
    ['', { kind: 'plain', name: '', params: {} }],
  ])('%j', (text, read) => {
    expect(destinationOf(text)).toEqual(read)
  })
  test.each([
    ['ws://a/b', { url: 'ws://a/b', headers: {} }],
    ['wss://a/b?k=1&samplerate=16000&x=%20', { url: 'wss://a/b?k=1&x=%20', headers: {}, sampleRate: 16_000 }],
    [
      'ws://a?timeout_ms=500&_hdr_Authorization=Bearer%20x',
      { url: 'ws://a', headers: { Authorization: 'Bearer x' }, timeoutMs: 500 },
    ],
    [
      'https://a/rooms?return_app=ivr&return_target=main',
      { url: 'https://a/rooms', headers: {}, returnApp: 'ivr', returnTarget: 'main' },
    ],
    ['sip:a@b', null],
    ['', null],
  ])('a room %j', (text, read) => {
    expect(roomAddress(text)).toEqual(read)
  })
  test('ivr: with parameters goes on in the flow of that name', async () => {
    const other = flowOf('o', { start, hi: { type: 'playAudio', prompt: say('{{a}} {{b}} {{c}}') }, end }, [
      'start.next>hi',
      'hi.next>end',
    ])
    const variables = ['a', 'b', 'c'].map((name) => ({ name, initial: '' }))
    const w = await office({ routes: { '5000': 'f' } }, stepFlow(), { ...other, name: 'Orders', variables })
    provide(w, () => ({ type: 'transfer', target: 'ivr:Orders?a=1&b=2', params: { b: 'two', c: 3 } }))
    const caller = w.sim.call('5000')
    await w.clock.advance(3000)
    expect(caller.heard).toEqual(['sound:/tts/1 two 3'])
    expect([...w.stores.posts.values()].map(({ body }) => JSON.parse(body))).toMatchObject([
      { reason: 'transfer_to_ivr', detail: 'Orders' },
    ])
  })
  test('ivr: of itself, again and again, is a loop that ends', async () => {
    const w = await stepCall(() => ({ type: 'transfer', target: 'ivr:f' }))
    await w.clock.advance(30_000)
    expect(w.caller.gone).toBe(true)
    expect(w.provider.types().filter((type) => type === 'session_start')).toHaveLength(maxRedirects + 1)
    expect(w.ends()).toHaveLength(maxRedirects + 1)
    expect(w.errors.splice(0)).toMatchObject([expect.stringContaining('redirected 20 times')])
  })
  test('voicemail: takes a message', async () => {
    const w = await stepCall(() => ({ type: 'transfer', target: 'voicemail:box' }), { parts })
    await w.clock.advance(10_000)
    w.caller.hangup()
    await w.clock.advance(5000)
    expect([...w.stores.messages.values()]).toMatchObject([{ mailboxId: 'box' }])
    expect(w.ends()).toMatchObject([{ reason: 'normal', detail: 'voicemail:box' }])
  })
  test.each([
    ['an agent who is none', { target: 'somebody', skill_group_id: 'sales' }],
    ['a queue of that name', { target: 'queue:sales' }],
  ])('route_to_agent for %s: the queue', async (_what, action) => {
    const w = await stepCall(() => ({ type: 'route_to_agent', key_id: 'k', ...action }), { parts })
    await w.clock.advance(2000)
    expect(w.ends()).toMatchObject([{ reason: 'transfer_to_queue', detail: 'sales' }])
  })
  test.each([
    [{ type: 'transfer', target: '201' }, 'transfer', '201'],
    [{ type: 'route_to_agent', target: '201' }, 'transfer', '201'],
    [{ type: 'queue', target: 'Sales' }, 'transfer_to_queue', 'Sales'],
  ])('%j is the detail of the end', async (action, reason, detail) => {
    const w = await stepCall(() => ({ ...prompt('x'), next: action }), { parts })
    w.sim.phone('201', answers(100))
    await w.clock.advance(3000)
    w.caller.hangup()
    await w.clock.advance(100)
    expect(w.ends()).toMatchObject([{ reason, detail }])
  })
})

/** Ends the phone's side of the conversation. */
const hangUp = (w: Awaited<ReturnType<typeof stepCall>>, endpoint: string) =>
  w.sim.end([...w.sim.channels.values()].find((c) => c.endpoint === endpoint)?.info.id ?? '', { cause: 16, sip: 200 })

describe('a caller who returns', () => {
  test.each([
    ['return_to_ivr', { return_to_ivr: 'main' }],
    ['return_target', { return_target: 'step' }],
    ['return_app', { return_app: 'ivr' }],
    ['the query of the target', {}, '201?return_app=ivr&return_target=main'],
  ])('from an agent, by %s: the provider gets another session', async (_what, more, target = '201') => {
    const w = await stepCall((_told, count) =>
      count === 0 ? { ...prompt('x'), next: { type: 'transfer', target, ...more } } : count === 1 ? prompt('Back') : bye,
    )
    w.sim.phone('201', answers(100))
    await w.clock.advance(3000)
    expect(w.caller.talkingTo).toEqual(['PJSIP/201'])
    expect(w.ends()).toMatchObject([{ reason: 'transfer', detail: '201' }])
    hangUp(w, 'PJSIP/201')
    await w.clock.advance(3000)
    expect(w.provider.types()).toEqual(['/start', 'session_start', '/start', 'session_start', 'audio_complete'])
    expect(w.provider.told[2]?.body).toMatchObject({ transferred_from: 'agent' })
    expect(w.heard().at(-1)).toBe('Back')
    expect(w.ends().map(({ reason }) => reason)).toEqual(['transfer', 'hangup'])
  })
  test('from a queue that nobody answers, by the id of an IVR', async () => {
    const w = await stepCall((_told, count) => (count === 0 ? { type: 'queue', target: 'sales', return_to_ivr: 'main' } : bye), {
      parts,
    })
    await w.clock.advance(2000)
    expect(w.provider.types()).toEqual(['/start', 'session_start', '/start', 'session_start'])
    expect(w.provider.told.at(-1)?.body).toMatchObject({ transferred_from: 'queue', step_index: 0 })
    expect(w.ends().map(({ reason, detail }) => [reason, detail])).toEqual([
      ['transfer_to_queue', 'sales'],
      ['hangup', null],
    ])
  })
  test('from a queue whose agent has hung up', async () => {
    const waits = { ...parts, queues: [{ id: 'sales', name: 'Sales' }] }
    const w = await stepCall((_told, count) => (count === 0 ? { type: 'queue', target: 'sales', return_to_ivr: 'main' } : bye), {
      parts: waits,
    })
    w.sim.phone('202', answers(500))
    w.engine.desk.admit('ann')
    await w.clock.advance(5000)
    expect(w.caller.talkingTo).toEqual(['PJSIP/202'])
    expect(w.provider.types()).toEqual(['/start', 'session_start'])
    hangUp(w, 'PJSIP/202')
    await w.clock.advance(2000)
    expect(w.provider.types()).toEqual(['/start', 'session_start', '/start', 'session_start'])
    expect(w.provider.told.at(-1)?.body).toMatchObject({ transferred_from: 'queue' })
    expect(w.caller.gone).toBe(true)
  })
  test('goes on in the flow or at the provider of that name, in a queue, in a mailbox', async () => {
    const second = backend.parse({ kind: 'step', id: 'b2', name: 'Second', url: providerUrl })
    const w = await office({ routes: { '5000': 'f' }, ...parts, more: { backends: new Map([['b2', second]]) } }, stepFlow())
    const provider = provide(w, ({ body }) =>
      body.ivr_id === 'Second'
        ? { type: 'play_and_hangup', tts_text: 'Second' }
        : { type: 'queue', target: 'sales', return_to_ivr: 'Second' },
    )
    const caller = w.sim.call('5000')
    await w.clock.advance(5000)
    expect(caller.heard.at(-1)).toBe('sound:/tts/Second')
    expect(provider.told.at(-1)?.body).toMatchObject({ transferred_from: 'queue', ivr_id: 'Second' })
    provider.told.length = 0
    provide(w, () => ({ type: 'queue', target: 'sales', return_app: 'voicemail', return_target: 'box' }))
    const other = w.sim.call('5000')
    await w.clock.advance(12_000)
    other.hangup()
    await w.clock.advance(5000)
    expect([...w.stores.messages.values()]).toMatchObject([{ mailboxId: 'box' }])
  })
  test('again and again is a loop that ends', async () => {
    const w = await stepCall(() => ({ type: 'queue', target: 'sales', return_to_ivr: 'main' }), { parts })
    await w.clock.advance(60_000)
    expect(w.caller.gone).toBe(true)
    expect(w.provider.types().filter((type) => type === 'dtmf_menu_timeout')).toHaveLength(1)
  })
  test('not from whoever did not answer: that is a failed step', async () => {
    const w = await stepCall(({ path }) =>
      path === '/fail'
        ? { type: 'play_and_hangup', tts_text: 'Busy' }
        : { ...prompt('x'), next: { type: 'transfer', target: '201', return_to_ivr: 'main' } },
    )
    w.sim.phone('201', isBusy())
    await w.clock.advance(5000)
    expect(w.heard().at(-1)).toBe('Busy')
  })
  test('by a yes: the provider is asked on in the same session', async () => {
    const w = await stepCall((_told, count) =>
      count === 0 ? { ...prompt('x'), next: { type: 'transfer', target: '201', return_to_ivr: 'true' } } : bye,
    )
    w.sim.phone('201', answers(100))
    await w.clock.advance(3000)
    hangUp(w, 'PJSIP/201')
    await w.clock.advance(1000)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'transfer_result', outcome: 'target_ended' })
    expect(w.ends()).toHaveLength(1)
  })
})
