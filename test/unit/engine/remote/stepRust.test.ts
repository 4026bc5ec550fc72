// What a provider written for RustPBX 0.5 relies on: addresses, the context, menus with entries, voices, recordings, its API.
import { describe, expect, test } from 'vitest'
import { answered } from '../../../support/scriptedHttp.ts'
import { endedAfterEach } from '../offices.ts'
import { providerUrl, sessionOf, stepCall } from './stepOffice.ts'

endedAfterEach()

const prompt = (tts_text: string, more: object = {}) => ({ type: 'prompt', tts_text, ...more })
const bye = { type: 'hangup' }
const sales = (seconds: number) => ({
  more: {
    prompts: new Map(['one', 'two'].map((name) => [name, { id: name, name, variants: { en: name }, seconds }] as const)),
  },
})

describe('requests', () => {
  test('a query in the address stays at the end of each', async () => {
    const menu = { type: 'dtmf_menu', greeting_text: 'Press', entries: { '1': { type: 'prompt', file: 'none.wav' } } }
    const w = await stepCall(({ path, event }) => (path === '/fail' || event.type === 'error' ? bye : menu), {
      config: { url: ` ${providerUrl}/?key=a/b ` },
    })
    w.caller.press('1')
    await w.clock.advance(3000)
    const at = (path: string) => `${providerUrl}${path}?key=a/b`
    expect(w.http.requests.map(({ url }) => url)).toEqual([at('/start'), at(''), at('/dtmf-match'), at('/fail')])
    expect(w.ends()).toMatchObject([{ url: at('/end') }])
  })
  test('carry how far the session is, and what the provider wants to be told', async () => {
    const { provider, clock } = await stepCall([prompt('One', { custom_data: { order: 7 } }), prompt('Two'), bye])
    await clock.advance(9000)
    const [, first, second, third] = provider.told.map(({ body }) => body)
    expect(first).toMatchObject({ step_index: 0, route_name: '5000' })
    for (const field of ['custom_data', 'transferred_from', 'step_duration_ms']) expect(first).not.toHaveProperty(field)
    expect(second).toMatchObject({ step_index: 1, custom_data: { order: 7 } })
    expect(third).toMatchObject({ step_index: 2, custom_data: { order: 7 } })
    const { step_start_time: from, step_end_time: to, step_duration_ms: ms } = second as Record<string, string>
    expect(from).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Date.parse(to as string) - Date.parse(from as string)).toBe(ms)
    expect(third?.step_start_time).toBe(to)
  })
  test('the session’s own names are variables, in requests and in what is said', async () => {
    const { provider, clock, heard } = await stepCall([
      prompt('$caller$ $callee$ $direction$ $tenant_id$ $session_id$', { next: prompt('$nobody$') }),
      bye,
    ])
    await clock.advance(9000)
    const body = provider.told[0]?.body ?? {}
    expect(body.variables).toEqual(sessionOf(body))
    expect(heard()).toEqual([`+4930123456 5000 inbound default ${body.session_id}`, '$nobody$'])
  })
  test('/dtmf-match has the key and the action as it was sent', async () => {
    const action = { type: 'queue', target: 'nobody', step_id: 'q' }
    const w = await stepCall(({ path }) =>
      path === '/fail' ? bye : { type: 'dtmf_menu', greeting_text: 'Press', entries: { '1': action } },
    )
    w.caller.press('1')
    await w.clock.advance(1000)
    expect(w.provider.told.find(({ path }) => path === '/dtmf-match')?.body).toMatchObject({ digit: '1', action })
  })
  test('/fail says which step, what it was called and what it was', async () => {
    const { provider, clock } = await stepCall(({ path }) =>
      path === '/fail' ? bye : { type: 'transfer', target: 'nobody', step_id: 's1', step_name: 'To nobody' },
    )
    await clock.advance(1000)
    expect(provider.told.at(-1)?.body.step_index).toBe(1)
    expect(provider.told.at(-1)?.event).toEqual({
      type: 'fail',
      reason: 'nobody and nothing is called “nobody”',
      failed_step_id: 's1',
      failed_step_name: 'To nobody',
      failed_action: 'Transfer',
    })
  })
  test.each([
    [404, 1],
    [405, 1],
    [503, 3],
    [429, 3],
  ])('/fail that answers %i is asked %i times, then the provider hears of an error', async (status, times) => {
    const { provider, clock } = await stepCall(({ path, event }) =>
      path === '/fail' ? answered(status) : event.type === 'error' ? bye : { type: 'transfer', target: 'nobody' },
    )
    await clock.advance(status < 500 && status !== 429 ? 100 : 5000)
    expect(provider.types().filter((type) => type === '/fail')).toHaveLength(times)
    expect(provider.types().at(-1)).toBe('error')
  })
  test('a text that cannot be spoken is an error of the session, not a failed step', async () => {
    const w = await stepCall(({ event }, count) => (event.type === 'error' ? bye : prompt(count === 0 ? 'Hello' : 'No voice')))
    w.ports.speech.render = () => Promise.reject(new Error('no voice'))
    await w.clock.advance(3000)
    expect(w.provider.types()).toEqual(['/start', 'session_start', 'audio_complete', 'error'])
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'error', reason: 'text-to-speech failed: no voice' })
    w.errors.length = 0 // that it could not be prepared is an error of the office's
  })
  test.each(['play', 'menu', 'back', 'collect', 'collect_extension', 'webhook'])(
    '%s, of trees of menus, is a failed step',
    async (type) => {
      const { provider, clock, heard } = await stepCall(({ path }) =>
        path === '/fail' ? { type: 'play_and_hangup', tts_text: 'Recovered' } : { type },
      )
      await clock.advance(3000)
      expect([provider.types().at(-1), heard()]).toEqual(['/fail', ['Recovered']])
    },
  )
  test('exit leaves the session for the rest of the flow', async () => {
    const { clock, ends } = await stepCall([{ type: 'exit' }])
    await clock.advance(1000)
    expect(ends()).toMatchObject([{ reason: 'normal', detail: null }])
  })
})

describe('a menu with entries', () => {
  const entries = { '1': { type: 'play_and_hangup', prompt_text: 'One' } }
  const menu = { type: 'dtmf_menu', greeting_text: 'Press', timeout_ms: 4000, entries }

  test('that are none: every key is a dtmf, silence is told', async () => {
    const w = await stepCall([{ ...menu, entries: {} }, { ...menu, entries: {} }, bye])
    w.caller.press('9')
    await w.clock.advance(300)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'dtmf', digit: '9' })
    await w.clock.advance(6000)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'dtmf_menu_timeout' })
  })
  test('passes over a key that is none of them: the greeting plays on, a right one acts', async () => {
    const w = await stepCall([menu])
    await w.clock.advance(300)
    w.caller.press('9')
    await w.clock.advance(300)
    expect(w.provider.types()).toEqual(['/start', 'session_start'])
    w.caller.press('1')
    await w.clock.advance(3000)
    expect([w.heard(), w.provider.types().at(-1), w.caller.gone]).toEqual([['Press', 'One'], '/dtmf-match', true])
  })
  test('tries silence again by itself, then ends by a time-out', async () => {
    const w = await stepCall([{ ...menu, max_retries: 2 }])
    await w.clock.advance(20_000)
    expect(w.heard()).toEqual(['Press', 'Press'])
    expect(w.provider.types()).toEqual(['/start', 'session_start'])
    expect(w.ends()).toMatchObject([{ reason: 'timeout' }])
    expect(w.caller.gone).toBe(true)
  })
  test('runs timeout_action and invalid_action, and tells of the key', async () => {
    const late = await stepCall([{ ...menu, timeout_action: { type: 'play_and_hangup', tts_text: 'Too late' } }])
    await late.clock.advance(9000)
    expect(late.heard()).toEqual(['Press', 'Too late'])
    const wrong = await stepCall([{ ...menu, invalid_action: { type: 'play_and_hangup', tts_text: 'Wrong' } }])
    wrong.caller.press('9')
    await wrong.clock.advance(3000)
    expect(wrong.heard()).toContain('Wrong')
    expect(wrong.provider.told.at(-1)).toMatchObject({ path: '/dtmf-match', body: { digit: '9' } })
  })
  test('a hang-up in answer to silence is a time-out, one in answer to a key is not', async () => {
    const asks = { ...menu, entries: {} }
    const silent = await stepCall([asks, bye])
    await silent.clock.advance(8000)
    expect(silent.ends()).toMatchObject([{ reason: 'timeout' }])
    const pressed = await stepCall([asks, bye])
    pressed.caller.press('3')
    await pressed.clock.advance(3000)
    expect(pressed.ends()).toMatchObject([{ reason: 'hangup' }])
  })
})

describe('what is said', () => {
  test('recordings in place of all else, one after the other', async () => {
    const { heard, clock } = await stepCall(
      [
        { type: 'prompt', record_name_list: 'one.wav, two' },
        { type: 'dtmf_menu', greeting_record_list: ['two'], greeting_text: 'Not this', entries: {}, timeout_ms: 1000 },
        bye,
      ],
      { parts: sales(1) },
    )
    await clock.advance(9000)
    expect(heard()).toEqual(['sound:one', 'sound:two', 'sound:two'])
  })
  test.each([
    ['a text', 'Your order is ready', 'Your order is ready'],
    ['a field of it', { code: 0, tts_text: 'Ready' }, 'Ready'],
    ['one within', { data: { message: 'Ready within' } }, 'Ready within'],
    ['nothing of use', { code: 5 }, 'Instead'],
  ])('a text that is asked for: %s', async (_what, answer, said) => {
    const { http, heard, clock } = await stepCall(({ path }, count) =>
      path.startsWith('http://texts')
        ? answered(200, answer)
        : count === 0
          ? prompt('Instead', { tts_api_url: 'http://texts/?who=$caller$' })
          : bye,
    )
    await clock.advance(5000)
    expect(heard()).toEqual([said])
    expect(http.requests.map(({ url }) => url)).toContain('http://texts/?who=+4930123456')
  })
  test('with the voice that is asked for', async () => {
    const asked: unknown[] = []
    const w = await stepCall(({ event }, count) =>
      event.type === 'error' || count > 4
        ? bye
        : ([
            prompt('Zero'),
            prompt('One', { tts_voice: 'de-DE-KatjaNeural' }),
            { type: 'dtmf_menu', greeting_text: 'Two', greeting_voice: 'fr-FR-DeniseNeural', timeout_ms: 100 },
            { type: 'prompt', file: 'tts://Three%20tones?voice=nl-NL-ColetteNeural' },
            { type: 'play_and_hangup', prompt_text: 'Four', prompt_voice: 'es-ES-ElviraNeural' },
          ][count] ?? bye),
    )
    const { render } = w.ports.speech
    w.ports.speech.render = (request) => {
      asked.push([request.text, request.language])
      return render.call(w.ports.speech, request)
    }
    await w.clock.advance(20_000)
    expect(asked.slice(-4)).toEqual([
      ['One', 'de'],
      ['Two', 'fr'],
      ['Three tones', 'nl'],
      ['Four', 'es'],
    ])
  })
})

describe('an API', () => {
  const asked = async (action: object) => {
    const w = await stepCall(({ path }, count) =>
      path.startsWith('http://crm') ? answered(200, { balance: 100 }) : count === 0 ? { type: 'api', ...action } : bye,
    )
    await w.clock.advance(1000)
    const request = w.http.requests.find(({ url }) => url.startsWith('http://crm'))
    return { ...w, request, session: w.provider.told[0]?.body.session_id as string }
  }
  test('by GET has the session and the caller in its query', async () => {
    const { request, session, provider } = await asked({ url: 'http://crm/x?a=1#part' })
    expect(request).toMatchObject({ method: 'GET', url: `http://crm/x?a=1&session_id=${session}&caller=%2B4930123456#part` })
    expect(request).not.toHaveProperty('body')
    expect(provider.told.at(-1)).toMatchObject({
      event: { type: 'api_response', status: 200, body: { balance: 100 } },
      body: { variables: { api_status: '200', api_result: '{"balance":100}' } },
    })
  })
  test('by POST has them in its body, with the variables', async () => {
    const { request, session } = await asked({ url: 'http://crm/x', method: 'POST' })
    const who = { session_id: session, caller: '+4930123456', callee: '5000' }
    const all = { ...who, direction: 'inbound', tenant_id: 'default' }
    expect(JSON.parse(request?.body ?? '')).toEqual({ ...who, variables: all })
    const named = await asked({ url: 'http://crm/x', method: 'PUT', variables: 'direction, nobody' })
    expect(named.request?.method).toBe('PUT')
    expect(JSON.parse(named.request?.body ?? '').variables).toEqual({ direction: 'inbound' })
  })
})

describe('recordings', () => {
  test('torecord says its prompt first', async () => {
    const { heard, clock, caller, provider } = await stepCall([{ type: 'torecord', prompt_text: 'Speak after this' }, bye])
    await clock.advance(3000)
    caller.press('#')
    await clock.advance(500)
    expect(heard()).toEqual(['Speak after this'])
    expect(provider.told.at(-1)?.event.type).toBe('recording_complete')
  })
  test('of a part of the call begins and ends beside what goes on', async () => {
    const w = await stepCall([
      { type: 'record_start', type_id: 'consent', id: 'seg1' },
      prompt('Hello'),
      { type: 'record_stop', reason: 'enough' },
      prompt('Bye', { next: bye }),
    ])
    await w.clock.advance(500)
    expect([...w.sim.channels.values()].filter(({ endpoint }) => endpoint.startsWith('Snoop/'))).toHaveLength(1)
    await w.clock.advance(9000)
    expect(w.provider.told.map(({ event }) => event).slice(2)).toEqual([
      { type: 'recording_started', segment_type: 'consent', segment_id: 'seg1' },
      { type: 'audio_complete', interrupted: false },
      { type: 'recording_stopped', reason: 'enough' },
    ])
    const recorded = w.log.events.filter(({ type }) => type.startsWith('recording.')).map(({ type }) => type)
    expect(recorded).toEqual(['recording.started', 'recording.kept'])
  })
  test('of a part ends after its time, and with the call', async () => {
    const w = await stepCall([{ type: 'record_start', max_duration_secs: 2, next: { type: 'torecord' } }])
    const snoops = () => [...w.sim.channels.values()].filter(({ endpoint }) => endpoint.startsWith('Snoop/')).length
    await w.clock.advance(1000)
    expect(snoops()).toBe(1)
    await w.clock.advance(2000)
    expect(snoops()).toBe(0)
    w.caller.hangup()
    const again = w.sim.call('5000')
    await w.clock.advance(1000)
    expect(snoops()).toBe(1)
    again.hangup()
    await w.clock.advance(1000)
    expect([snoops(), w.engine.runningCalls]).toEqual([0, 0])
  })
  test('of a part that cannot be made is a failed step', async () => {
    const w = await stepCall(({ path, event }) =>
      path === '/fail' ? {} : event.type === 'error' ? bye : prompt('x', { next: { type: 'record_start' } }),
    )
    Object.defineProperty(w.ports.media, 'mayRecord', { get: () => false })
    await w.clock.advance(3000)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'error', reason: 'the recording did not start' })
  })
})
