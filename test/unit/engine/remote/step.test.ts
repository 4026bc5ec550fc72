// The step provider, line by line of docs/spec/step-ivr.md: requests, prompts, menus, digits, the end of the session.
import { describe, expect, test } from 'vitest'
import { answered } from '../../../support/scriptedHttp.ts'
import { endedAfterEach } from '../offices.ts'
import { providerUrl, sessionOf, stepCall } from './stepOffice.ts'

endedAfterEach()

const prompt = (tts_text: string, more: object = {}) => ({ type: 'prompt', tts_text, ...more })
const bye = { type: 'hangup' }

describe('a session', () => {
  test('is announced, driven, and ended once, with the same things in every body', async () => {
    const { provider, clock, ends, http, heard } = await stepCall([prompt('Hello'), bye], {
      config: { headers: { 'x-app': 'a' } },
    })
    await clock.advance(3000)
    expect(provider.types()).toEqual(['/start', 'session_start', 'audio_complete'])
    expect(heard()).toEqual(['Hello'])
    for (const { body } of provider.told)
      expect(body).toMatchObject({
        session_id: expect.stringMatching(/^cb-/),
        caller: '+4930123456',
        callee: '5000',
        direction: 'inbound',
        tenant_id: 'default',
        ivr_id: 'step',
        variables: {},
        sip_headers: {},
      })
    expect(new Set(provider.told.map(({ body }) => body.session_id)).size).toBe(1)
    expect(http.requests.map(({ url }) => url)).toEqual([`${providerUrl}/start`, providerUrl, providerUrl])
    expect(http.requests.every(({ headers }) => headers?.['x-app'] === 'a')).toBe(true)
    expect(ends()).toMatchObject([{ url: `${providerUrl}/end`, reason: 'hangup', detail: null, event: { type: 'session_end' } }])
  })
  test('ends with user_hangup when the caller leaves, also while the provider is being asked', async () => {
    const never = new Promise<never>(() => {})
    const { caller, clock, ends } = await stepCall(() => never)
    await clock.advance(1000)
    caller.hangup()
    await clock.advance(100)
    expect(ends()).toMatchObject([{ reason: 'user_hangup' }])
  })
  test('does not wait for /start longer than two seconds, nor mind its answer', async () => {
    const { http, clock, provider } = await stepCall([bye])
    expect(http.requests[0]?.timeoutMs).toBe(2000)
    await clock.advance(3000)
    expect(provider.types()).toEqual(['/start', 'session_start'])
  })
})

describe('prompts', () => {
  test('a key during an interruptible one stops it, drops its next, and is sent as dtmf', async () => {
    const { provider, caller, clock, heard } = await stepCall([
      prompt('Long', { interruptible: true, next: prompt('Never') }),
      bye,
    ])
    await clock.advance(500)
    caller.press('4')
    await clock.advance(3000)
    expect(heard()).toEqual(['Long'])
    expect(provider.types()).toEqual(['/start', 'session_start', 'dtmf'])
    expect(provider.told.at(-1)?.event).toEqual({ type: 'dtmf', digit: '4' })
  })
  test('a key during one that is not is kept: the prompt and its next play on, dtmf is sent instead of audio_complete', async () => {
    const { provider, caller, clock, heard } = await stepCall([prompt('One', { next: prompt('Two') }), bye])
    await clock.advance(500)
    caller.press('7')
    await clock.advance(5000)
    expect(heard()).toEqual(['One', 'Two'])
    expect(provider.told.map(({ event }) => event.type)).toEqual(['session_start', 'session_start', 'dtmf'])
    expect(provider.told.at(-1)?.event).toEqual({ type: 'dtmf', digit: '7' })
  })
  test('a kept key answers the menu that is chained', async () => {
    const menu = { type: 'dtmf_menu', tts_text: 'Menu', keys: { '3': bye } }
    const { provider, caller, clock } = await stepCall([prompt('One', { next: menu })])
    await clock.advance(500)
    caller.press('3')
    await clock.advance(5000)
    expect(provider.types()).toEqual(['/start', 'session_start', '/dtmf-match'])
    expect(caller.gone).toBe(true)
  })
  test('next runs without asking; the event of the last link goes back', async () => {
    const api = { type: 'api', url: 'http://crm/query', next: prompt('Done') }
    const { provider, clock, heard } = await stepCall(({ path }, count) =>
      path.startsWith('http://crm') ? answered(200, '{"name":"Ann"}') : count === 0 ? prompt('Wait', { next: api }) : bye,
    )
    await clock.advance(5000)
    expect(heard()).toEqual(['Wait', 'Done'])
    expect(provider.types()).toEqual(['/start', 'session_start', 'audio_complete'])
    expect(provider.told.at(-1)?.body.variables).toMatchObject({
      api_response: '{"name":"Ann"}',
      api_status: '200',
      api_result: '{"name":"Ann"}',
    })
  })
  test('a file is a stored prompt by name, one on the web, or spoken where there is none', async () => {
    const parts = {
      more: { prompts: new Map([['welcome', { id: 'welcome', name: 'Welcome', variants: { en: 'w' }, seconds: 1 }]]) },
    }
    const { clock, heard } = await stepCall(
      [
        { type: 'prompt', file: 'prompts/welcome.wav' },
        { type: 'prompt', file: 'http://files/a.mp3' },
        { type: 'prompt', file: 'none.wav', tts_text: 'Instead' },
        { type: 'play_and_hangup', prompt: 'Good bye then' },
      ],
      { parts },
    )
    await clock.advance(10_000)
    expect(heard()).toEqual(['sound:welcome', 'sound:/web/http://files/a.mp3', 'Instead', 'Good bye then'])
  })
  test('a file that is missing is an error, told to /fail first, whose answer is the recovery step', async () => {
    const { provider, clock, heard } = await stepCall(({ path, event }) =>
      path === '/fail'
        ? { type: 'play_and_hangup', tts_text: 'Recovered' }
        : event.type === 'session_start'
          ? { type: 'prompt', file: 'none.wav', step_id: 's1' }
          : bye,
    )
    await clock.advance(5000)
    expect(provider.types()).toEqual(['/start', 'session_start', '/fail'])
    expect(provider.told.at(-1)?.body).toMatchObject({
      type: 'fail',
      failed_step_id: 's1',
      reason: 'there is no audio “none.wav”',
    })
    expect(heard()).toEqual(['Recovered'])
  })
  test('without a recovery step the provider hears of the error as an event', async () => {
    const { provider, clock } = await stepCall(({ path, event }) =>
      path === '/fail' ? { status: 'ok' } : event.type === 'session_start' ? { type: 'prompt', file: 'none.wav' } : bye,
    )
    await clock.advance(5000)
    expect(provider.types()).toEqual(['/start', 'session_start', '/fail', 'error'])
    expect(provider.told.at(-1)?.event).toEqual({ type: 'error', reason: 'there is no audio “none.wav”' })
  })
  test('repeat says the last prompt once more', async () => {
    const { clock, heard } = await stepCall([prompt('Again'), { type: 'repeat' }, bye])
    await clock.advance(5000)
    expect(heard()).toEqual(['Again', 'Again'])
  })
  test('$name$ is replaced once, when the action runs; unknown names stay', async () => {
    const { clock, heard, caller } = await stepCall([
      { type: 'collect_dtmf', num_digits: 3, variable: 'pin' },
      prompt('You said $pin$, $nobody$', { next: prompt('Still $pin$') }),
      bye,
    ])
    caller.press('123')
    await clock.advance(5000)
    expect(heard()).toEqual(['You said 123, $nobody$', 'Still 123'])
  })
})

describe('menus', () => {
  const keys = { '1': prompt('One'), '2': { type: 'hangup', prompt_text: 'Bye' } }
  const menu = { type: 'dtmf_menu', tts_text: 'Press', timeout_ms: 4000, keys }

  test('a match acts at once, stops the greeting, and is told by /dtmf-match', async () => {
    const { provider, caller, clock, heard } = await stepCall([menu, bye])
    await clock.advance(300)
    caller.press('1')
    await clock.advance(300)
    expect(heard()).toEqual(['Press', 'One'])
    await clock.advance(3000)
    expect(provider.types()).toEqual(['/start', 'session_start', '/dtmf-match', 'audio_complete'])
    expect(provider.told[2]?.event).toEqual({ type: 'dtmf', digit: '1' })
  })
  test('the timer starts when the greeting is over; silence is told, or runs timeout_action', async () => {
    const first = await stepCall([menu, bye])
    await first.clock.advance(4900)
    expect(first.provider.types()).toEqual(['/start', 'session_start'])
    await first.clock.advance(200)
    expect(first.provider.types().at(-1)).toBe('dtmf_menu_timeout')
    const second = await stepCall([{ ...menu, timeout_action: { type: 'play_and_hangup', tts_text: 'Too late' } }])
    await second.clock.advance(7000)
    expect([second.provider.types().length, second.heard()]).toEqual([2, ['Press', 'Too late']])
  })
  test('a key not in it is told, or runs invalid_action', async () => {
    const { provider, caller, clock } = await stepCall([menu, bye])
    caller.press('9')
    await clock.advance(1000)
    expect(provider.told.at(-1)?.event).toEqual({ type: 'dtmf_menu_invalid', digit: '9' })
    const second = await stepCall([{ ...menu, invalid_action: { type: 'play_and_hangup', tts_text: 'Wrong' } }])
    second.caller.press('9')
    await second.clock.advance(3000)
    expect(second.heard()).toContain('Wrong')
  })
  test.each([
    ['a string', '12', '2', 'dtmf'],
    ['a list', ['1', '2'], '3', 'dtmf_menu_invalid'],
    ['nothing', undefined, '#', 'dtmf'],
    ['entries of objects', [{ key: '5', action: prompt('Five') }], '4', 'dtmf_menu_invalid'],
  ])('keys as %s: the keys that count', async (_what, some, pressed, told) => {
    const { provider, caller, clock } = await stepCall([{ type: 'dtmf_menu', greeting_text: 'Press', entries: some }, bye])
    caller.press(pressed)
    await clock.advance(1000)
    expect(provider.told.at(-1)?.event).toEqual({ type: told, digit: pressed })
  })
  test('after max_retries failures without another answer the fallback runs', async () => {
    const config = { fallback: '{"type":"play_and_hangup","tts_text":"Sorry"}' }
    const { provider, clock, heard, ends } = await stepCall([{ ...menu, max_retries: 2 }], { config })
    await clock.advance(30_000)
    expect(provider.types()).toEqual(['/start', 'session_start', 'dtmf_menu_timeout', 'dtmf_menu_timeout'])
    expect(heard()).toEqual(['Press', 'Press', 'Sorry'])
    expect(ends()).toHaveLength(1)
  })
})

describe('input', () => {
  test('collect_dtmf: one dtmf event with the whole string, in its variable; the end key is no part of it', async () => {
    const { provider, caller, clock } = await stepCall([
      { type: 'collect_dtmf', max_digits: 8, terminator: '*', tts_text: 'Number?', variable: 'n' },
      bye,
    ])
    caller.press('4712*')
    await clock.advance(500)
    expect(provider.told.at(-1)).toMatchObject({ event: { type: 'dtmf', digit: '4712' }, body: { variables: { n: '4712' } } })
  })
  test('collect_dtmf with nothing entered: dtmf_timeout', async () => {
    const { provider, clock } = await stepCall([{ type: 'collect_dtmf', num_digits: 4, timeout_ms: 2000 }, bye])
    await clock.advance(2100)
    expect(provider.told.at(-1)?.event).toEqual({ type: 'dtmf_timeout' })
  })
  test('input_phone: what is there after a pause counts, and is phone_number', async () => {
    const { provider, caller, clock } = await stepCall([{ type: 'input_phone', max_digits: 15 }, bye])
    caller.press('030123')
    await clock.advance(3100)
    expect(provider.told.at(-1)).toMatchObject({
      event: { type: 'phone_collected', number: '030123' },
      body: { variables: { phone_number: '030123' } },
    })
  })
  test('input_voice without a recogniser is an error; with one, its text and confidence go back', async () => {
    const deaf = await stepCall(({ path }, count) => (path === '/fail' ? {} : count === 0 ? { type: 'input_voice' } : bye))
    await deaf.clock.advance(1000)
    expect(deaf.provider.told.at(-1)?.event).toEqual({ type: 'error', reason: 'no speech recogniser is configured' })
    const w = await stepCall((_told, count) => (count === 0 ? prompt('Hi') : count === 1 ? { type: 'input_voice' } : bye))
    Object.assign(w.ports.recogniser, { available: () => true, recognise: async () => ({ text: 'seven', confidence: 0.9 }) })
    await w.clock.advance(3000)
    w.caller.press('#')
    await w.clock.advance(500)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'input_voice', text: 'seven', confidence: 0.9 })
  })
  test('torecord: the URL goes back and is in the variable', async () => {
    const { provider, caller, clock } = await stepCall([{ type: 'torecord', max_duration_secs: 20, variable: 'memo' }, bye])
    await clock.advance(5000)
    caller.press('#')
    await clock.advance(500)
    const { event, body } = provider.told.at(-1) ?? {}
    expect(event).toEqual({ type: 'recording_complete', url: expect.stringMatching(/^http:\/\/office\/cb-n-/), duration_secs: 5 })
    expect(body?.variables).toEqual({ ...sessionOf(body), memo: event?.url })
  })
  test('api: status and body go back, of a silent API, too: with status 0', async () => {
    const { provider, clock, http } = await stepCall(({ path, event }, count) => {
      if (path.startsWith('http://crm/x')) return answered(404, 'no such one')
      if (path.startsWith('http://crm/y')) return { result: 'unreachable', error: 'gone' }
      if (count === 0) return { type: 'api', url: 'http://crm/x', method: 'post', variables: { a: '$nobody$' }, timeout: 3 }
      return event.status === 404 ? { type: 'api', url: 'http://crm/y' } : bye
    })
    await clock.advance(1000)
    expect(http.requests.find(({ url }) => url === 'http://crm/x')).toMatchObject({
      method: 'POST',
      body: '{"a":"$nobody$"}',
      timeoutMs: 3000,
    })
    expect(provider.told.map(({ event }) => event)).toEqual([
      { type: 'session_start' },
      { type: 'session_start' },
      { type: 'api_response', status: 404, body: 'no such one' },
      { type: 'api_response', status: 0, body: null },
    ])
    expect(provider.told.at(-1)?.body.variables).toMatchObject({ api_status: '0', api_response: '', api_result: '' })
  })
})
