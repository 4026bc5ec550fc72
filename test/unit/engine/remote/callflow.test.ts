// Call-action sessions, line by line of docs/spec/call-actions.md, on simulated telephony.
import { describe, expect, test } from 'vitest'
import { answers, isBusy, rejects, ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import { flowOf, type OfficeParts, type World, world } from '../../../support/memory.ts'
import { answered } from '../../../support/scriptedHttp.ts'
import { office, quietAfterEach, start } from '../offices.ts'
import { backendOf, capture, hangup, inbound, makeCall, parts, say, shop } from './callflowOffice.ts'

quietAfterEach()

describe('a call that comes in', () => {
  test('CALL_RECEIVED brings the first document; each further one is asked for; the summary comes once', async () => {
    const w = await inbound([
      { clientActionId: 'menu', callflow: [say('Hi', { repetition: 2 }), capture({ successMessage: 'Thanks' })] },
      { callflow: [say('Bye'), hangup] },
    ])
    await w.clock.advance(2500)
    w.caller.press('2')
    await w.clock.advance(10_000)
    expect(w.heard()).toEqual(['Hi', 'Hi', 'Which?', 'Thanks', 'Bye'])
    expect(w.vcas).toMatchObject([
      { callStatus: 'CALL_RECEIVED', callDirection: 'INBOUND', dtmf: null, eventData: { dtmf: null }, subAccountId: 'sub1' },
      { callStatus: 'ACTION_COMPLETED', dtmf: '2', eventData: { dtmf: '2' }, clientActionId: 'menu' },
    ])
    expect(w.vcas[0]).not.toHaveProperty('clientActionId')
    expect(w.summaries()).toMatchObject([
      {
        url: 'http://shop/vss',
        sessionStatus: 'COMPLETED',
        lastAction: 'HANGUP',
        details: { callA: { callDirection: 'INBOUND', source: '+4930123456', sourceCountryCode: 'DE' } },
      },
    ])
    expect(w.caller.gone).toBe(true)
  })
  test('a count outside the bounds or a time-out plays the failure message and tries again', async () => {
    const w = await inbound([
      { callflow: [capture({ minDigits: 3, maxDigits: 4, noOfTries: 3, failureMessage: 'Wrong', overallTimeout: 4000 })] },
      { callflow: [] },
    ])
    w.caller.press('1#')
    await w.clock.advance(1100) // Wrong, then the prompt again
    await w.clock.advance(1000 + 4100)
    await w.clock.advance(1500)
    w.caller.press('456')
    await w.clock.advance(100)
    w.caller.press('#')
    await w.clock.advance(1000)
    expect(w.heard()).toEqual(['Which?', 'Wrong', 'Which?', 'Wrong', 'Which?'])
    expect(w.vcas.at(-1)).toMatchObject({ dtmf: '456' })
  })
  test('maxDigits ends it as well; without the hash key only that does', async () => {
    const w = await inbound([{ callflow: [capture({ completeOnHash: false, minDigits: 2, maxDigits: 3 })] }, { callflow: [] }])
    w.caller.press('1#2')
    await w.clock.advance(100)
    expect(w.vcas.at(-1)).toMatchObject({ dtmf: '1#2' })
  })
  test('tries that are used up end the action without digits', async () => {
    const w = await inbound([{ callflow: [capture({ noOfTries: 2 })] }, { callflow: [hangup] }])
    await w.clock.advance(13_000)
    expect(w.vcas.at(-1)).toMatchObject({ callStatus: 'ACTION_COMPLETED', dtmf: null, eventData: { dtmf: null } })
    expect(w.summaries()).toHaveLength(1)
  })
  test('the older form says DTMF_RECEIVED after keys', async () => {
    const older = { ...shop, olderForm: true }
    const w = await inbound([{ callflow: [capture()] }, { callflow: [] }], {
      parts: { more: { ...parts.more, backends: new Map([['shop', older]]) } },
    })
    w.caller.press('5')
    await w.clock.advance(100)
    expect(w.vcas.map(({ callStatus }) => callStatus)).toEqual(['CALL_RECEIVED', 'DTMF_RECEIVED'])
  })
  test('playFile plays what is at the address', async () => {
    const w = await inbound([
      { callflow: [{ action: 'playFile', params: { fileUrl: 'https://x/a.mp3', repetition: 2 } }, hangup] },
    ])
    await w.clock.advance(5000)
    expect(w.caller.heard).toEqual(['sound:/web/https://x/a.mp3', 'sound:/web/https://x/a.mp3'])
  })
  test.each([
    ['empty', { callflow: [] }],
    ['missing', {}],
    ['nothing at all', ''],
  ])('a document that is %s ends the session', async (_what, document) => {
    const w = await inbound([document])
    await w.clock.advance(100)
    expect(w.caller.gone).toBe(true)
    expect(w.summaries()).toMatchObject([{ sessionStatus: 'COMPLETED' }])
  })
  test('makeCall bridges; when the other side leaves the backend is asked again', async () => {
    const w = await office(parts)
    w.sim.phone('*', answers(1000))
    const told = backendOf(w, [{ clientActionId: 'c', callflow: [makeCall('+49 30 555')] }, { callflow: [say('Bye'), hangup] }])
    const caller = w.sim.call('5000')
    await w.clock.advance(3000)
    expect(caller.talkingTo).toEqual(['PJSIP/004930555@trunk-t1'])
    const other = [...w.sim.channels.values()].find((c) => c.endpoint.includes('@trunk'))
    w.sim.end(other?.info.id ?? '', { cause: 16, sip: 200 })
    await w.clock.advance(5000)
    expect(told.vcas.at(-1)).toMatchObject({ callStatus: 'ACTION_COMPLETED', clientActionId: 'c' })
    expect(told.summaries()).toMatchObject([
      {
        sessionStatus: 'COMPLETED',
        details: { callB: { callStatus: 'COMPLETED', callDirection: 'OUTBOUND', callDuration: 2 } },
      },
    ])
  })
  test('a busy leg B makes the session BUSY; one that nobody takes NO_ANSWER; a caller who does not wait CANCELED', async () => {
    const run = async (phone: Parameters<World['sim']['phone']>[1], leaveAfter?: number) => {
      const w = await office(parts)
      w.sim.phone('*', phone)
      const told = backendOf(w, [{ callflow: [makeCall('4930555444')] }, { callflow: [] }])
      const caller = w.sim.call('5000')
      await w.clock.advance(leaveAfter ?? 70_000)
      caller.hangup()
      await w.clock.advance(100)
      return told.summaries().map(({ sessionStatus }) => sessionStatus)
    }
    expect(await run(isBusy())).toEqual(['BUSY'])
    expect(await run(ringsForEver())).toEqual(['NO_ANSWER'])
    expect(await run(ringsForEver(), 5000)).toEqual(['CANCELED'])
  })
  test('callRecording records the session from there, prompts included', async () => {
    const w = await inbound([
      { callflow: [makeCall('4930555444', { callRecording: true }), say('After')] },
      { callflow: [hangup] },
    ])
    await w.clock.advance(5000)
    expect(w.sim.commands).toContain('record')
    expect([...w.log.calls.values()].at(-1)).toMatchObject({ recording: expect.stringMatching(/^cb-n-/) })
    expect(w.sim.channels.size).toBe(0)
    w.errors.length = 0 // no phone at the other end
  })
})

describe('what the webhooks say of the legs', () => {
  const booking = { ...shop, references: { '030 5000': 'hotline', '49 30 999': 'desk-1' } }
  const named: OfficeParts = { ...parts, routes: { '+49305000': 'builtin:callActions:shop' }, more: { ...parts.more } }
  const withReferences = { ...named, more: { ...named.more, backends: new Map([['shop', booking]]) } }

  async function bridged(office_: OfficeParts, destination = '4930555444', from = '+4930123456') {
    const w = await office(office_)
    w.sim.phone('*', answers(1000))
    w.sim.phone('201', answers(1000))
    const told = backendOf(w, [{ callflow: [makeCall(destination)] }, { callflow: [] }])
    const caller = w.sim.call('+49305000', from)
    await w.clock.advance(4000)
    caller.hangup()
    await w.clock.advance(100)
    const details = told.summaries()[0]?.details as Record<'callA' | 'callB', Record<string, unknown>>
    return { ...told, details }
  }

  test('the office’s number on a leg has the backend’s own name for it, the other side none', async () => {
    const { vcas, details } = await bridged(withReferences)
    expect(vcas[0]).toMatchObject({ sourceRefId: null, destinationRefId: 'hotline' })
    expect(details).toMatchObject({ callA: { destinationRefId: 'hotline' }, callB: { sourceRefId: 'desk-1' } })
    expect([Object.keys(details.callA), Object.keys(details.callB)].flat().filter((key) => key.endsWith('RefId'))).toEqual([
      'destinationRefId',
      'sourceRefId',
    ])
  })
  test('a number without such a name stands for itself', async () => {
    const { vcas, details } = await bridged(named)
    expect(vcas[0]).toMatchObject({ destinationRefId: '+49305000' })
    expect(details.callB).toMatchObject({ sourceRefId: '+4930999', source: '+4930999', destination: '+4930555444' })
  })
  test('an extension is VoIP, the public network is PSTN', async () => {
    const { details } = await bridged({ ...named, extensions: ['201'] }, '201')
    expect(details).toMatchObject({
      callA: { callType: 'PSTN', callDirection: 'INBOUND' },
      callB: { callType: 'VOIP', destination: '201', callStatus: 'COMPLETED', callDuration: 3 },
    })
  })
  test('a leg that nobody took has no time of connection, and none of its fields is null', async () => {
    const w = await office(named)
    w.sim.phone('*', isBusy())
    const told = backendOf(w, [{ callflow: [makeCall('4930555444')] }, { callflow: [] }])
    w.sim.call('+49305000')
    await w.clock.advance(5000)
    const [summary] = told.summaries()
    expect(summary).toMatchObject({ sessionStatus: 'BUSY', callCount: 2, details: { callB: { callDuration: 0 } } })
    expect(JSON.stringify(summary)).not.toContain('null')
    expect(summary).not.toHaveProperty('details.callB.connectedTimestamp')
  })
  test('a caller who leaves before anything was done: no last action', async () => {
    const w = await office(named)
    const told = backendOf(w, [() => new Promise(() => {})])
    const caller = w.sim.call('+49305000')
    await w.clock.advance(500)
    caller.hangup()
    await w.clock.advance(100)
    expect(told.summaries()[0]).not.toHaveProperty('lastAction')
  })
})

describe('a backend that fails', () => {
  const apology = 'We are sorry, something went wrong. Please call again.'
  test.each<[string, () => unknown, number]>([
    ['answers 500', () => answered(500), 3],
    ['answers 404', () => answered(404), 3],
    ['is unreachable', () => ({ result: 'unreachable', error: 'x' }), 3],
    ['answers no JSON', () => answered(200, 'hello'), 1],
    ['answers nonsense', () => answered(200, { callflow: [{ action: 'dance' }] }), 1],
    ['sends 10 MB', () => ({ result: 'tooLarge', status: 200, error: 'large' }), 1],
  ])('%s: ERROR −2003, an apology, the end', async (_what, answer, attempts) => {
    const w = await inbound([answer])
    await w.clock.advance(20_000)
    expect([w.vcas.length, w.heard(), w.caller.gone]).toEqual([attempts, [apology], true])
    expect(w.summaries()).toMatchObject([{ sessionStatus: 'ERROR', errorDetails: { errorCode: -2003 } }])
  })
  test('500 twice, then 200, goes on', async () => {
    let times = 0
    const w = await inbound([() => (++times < 3 ? answered(500) : answered(200, { callflow: [say('Hi'), hangup] }))])
    await w.clock.advance(5000)
    expect([w.heard(), w.summaries()[0]?.sessionStatus]).toEqual([['Hi'], 'COMPLETED'])
  })
  test('speech that fails is −2005, a file that cannot be had −2006, a number without a way out −2010, one that is not allowed −2004', async () => {
    const code = async (action: object, breaks: (w: World) => void, more: OfficeParts = {}) => {
      const w = await office({ ...parts, ...more })
      breaks(w)
      const told = backendOf(w, [{ callflow: [action] }])
      w.sim.call('5000')
      await w.clock.advance(10_000)
      w.errors.length = 0
      return told
        .summaries()
        .map(({ sessionStatus, errorDetails }) => [sessionStatus, (errorDetails as { errorCode: number }).errorCode])
    }
    const mute = (w: World) => {
      const { render } = w.ports.speech
      w.ports.speech.render = (asked) => (asked.text === 'Hi' ? Promise.reject(new Error('no voice')) : render(asked))
    }
    expect(await code(say('Hi'), mute)).toEqual([['ERROR', -2005]])
    const offline = (w: World) => Object.assign(w.ports.webAudio, { get: async () => ({ result: 'failed', error: '404' }) })
    expect(await code({ action: 'playFile', params: { fileUrl: 'http://x/y.wav' } }, offline)).toEqual([['ERROR', -2006]])
    const noRules = { more: { ...parts.more, outgoing: [] } }
    expect(await code(makeCall('4930555444'), () => {}, noRules)).toEqual([['ERROR', -2010]])
    // A range that costs extra, which no rule of the office allows.
    expect(await code(makeCall('49900123456'), () => {})).toEqual([['ERROR', -2004]])
  })
})

describe('a call that goes out', () => {
  const request = { callflow: [makeCall('4930555444'), capture(), say('Good')] }
  async function outbound(phone: Parameters<World['sim']['phone']>[1], documents: unknown[] = [{ callflow: [hangup] }]) {
    const w = await office(parts)
    w.sim.phone('*', phone)
    const told = backendOf(w, documents)
    const started = w.engine.callflows.start('sub1', request)
    return { ...w, ...told, started }
  }
  const legA = (w: World) => [...w.sim.channels.values()].find(({ endpoint }) => endpoint.includes('@trunk'))

  test('is dialled, runs the rest of its document, then the backend is asked; one summary', async () => {
    const w = await outbound(answers(1000), [{ callflow: [makeCall('201')] }, { callflow: [] }])
    expect(w.started).toMatchObject({ result: 'created', sessionId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8/) })
    w.sim.phone('201', answers(500))
    await w.clock.advance(2200)
    const channel = legA(w)
    w.sim.emit({ type: 'digit', channelId: channel?.info.id ?? '', digit: '1' })
    await w.clock.advance(3000)
    expect(channel?.heard).toEqual(['sound:/tts/Which?', 'sound:/tts/Good', 'tone:ring'])
    expect(w.vcas).toMatchObject([
      { callStatus: 'ACTION_COMPLETED', callDirection: 'OUTBOUND', dtmf: '1', source: '+4930999', destination: '+4930555444' },
    ])
    expect(w.sim.bridges.size).toBe(1)
    w.sim.end(channel?.info.id ?? '', { cause: 16, sip: 200 })
    await w.clock.advance(1000)
    expect(w.summaries()).toMatchObject([
      {
        sessionStatus: 'COMPLETED',
        sessionId: (w.started as { sessionId: string }).sessionId,
        callCount: 2,
        details: { callA: { callDirection: 'OUTBOUND' }, callB: { destination: '201' } },
      },
    ])
  })
  test.each([
    ['busy', isBusy(), 'BUSY'],
    ['not taken', ringsForEver(), 'NO_ANSWER'],
  ])('that is %s has a summary all the same', async (_what, phone, status) => {
    const w = await outbound(phone)
    await w.clock.advance(70_000)
    expect(w.vcas).toEqual([])
    expect(w.summaries()).toMatchObject([{ sessionStatus: status, lastAction: 'MAKE_CALL' }])
  })
  test('to an extension rings each of its telephones: the first to answer is the call, the others are let go', async () => {
    const w = await office(parts)
    w.sim.phone('201-web', ringsForEver())
    w.sim.phone('201/a', rejects())
    w.sim.phone('201/b', answers(2000))
    const told = backendOf(w, [{ callflow: [hangup] }])
    w.engine.callflows.start('sub1', { callflow: [makeCall('201'), say('Good')] })
    await w.clock.advance(100)
    expect([...w.sim.channels.values()].map(({ endpoint }) => endpoint).sort()).toEqual(
      ['201-web', '201/a', '201/b'].map((name) => `PJSIP/${name}`),
    )
    await w.clock.advance(2000)
    expect([...w.sim.channels.values()].map(({ endpoint, heard }) => [endpoint, heard])).toEqual([
      ['PJSIP/201/b', ['sound:/tts/Good']],
    ])
    await w.clock.advance(5000)
    expect(told.summaries()).toMatchObject([{ sessionStatus: 'COMPLETED', details: { callA: { destination: '201' } } }])
  })
  test('whose host dies while it rings has one, too', async () => {
    const w = world(parts, [])
    await w.engine.start()
    w.sim.phone('*', ringsForEver())
    backendOf(w, [])
    w.engine.callflows.start('sub1', request)
    await w.clock.advance(1000)
    w.engine['guard'].closed = true
    w.engine['unlisten']?.()
    const next = world(parts, [], w as never)
    await next.engine.start()
    await w.clock.advance(1000)
    expect([...w.stores.posts.values()].map(({ body }) => JSON.parse(body).payload.sessionStatus)).toEqual(['FAILED'])
    expect(w.sim.channels.size).toBe(0)
    await next.engine.stop()
  })
  test('that cannot be dialled is an ERROR with its sentence, and with the sender’s own name for it', async () => {
    const w = await office({ ...parts, more: { ...parts.more, outgoing: [] } })
    const told = backendOf(w, [])
    const validUntil = new Date(w.clock.now() + 60_000).toISOString()
    const started = w.engine.callflows.start('sub1', { ...request, validUntil, clientRequestId: 'booking-17' })
    expect(started).toMatchObject({ result: 'created', validUntil })
    await w.clock.advance(100)
    expect(told.summaries()).toMatchObject([
      {
        sessionStatus: 'ERROR',
        clientRequestId: 'booking-17',
        errorDetails: { errorCode: -2010, errorMsg: 'The trunk capacity has been exceeded' },
        details: { callA: { callStatus: 'FAILED' } },
      },
    ])
    expect(w.errors.splice(0)).toEqual([expect.stringContaining('No outgoing rule fits')])
  })
  test('whose time is over is not begun', async () => {
    const w = await office(parts)
    const validUntil = new Date(w.clock.now() - 1).toISOString()
    expect(w.engine.callflows.start('sub1', { ...request, validUntil })).toMatchObject({ result: 'refused', code: -1015 })
    expect(w.sim.channels.size).toBe(0)
  })
  test('for an unknown subaccount is refused; a bad document says why', async () => {
    const w = await office(parts)
    expect(() => w.engine.callflows.start('other', request)).toThrow('no such subaccount')
    expect(w.engine.callflows.start('sub1', { callflow: [say('x')] })).toMatchObject({ result: 'refused', code: -1013 })
  })
})

test('a host that dies inside a document goes on with the action that ran; keys, legs and the one summary stay', async () => {
  const w = await inbound([{ clientActionId: 'm', callflow: [capture(), say('One'), say('Two')] }], { hostDies: true })
  w.caller.press('3')
  await w.clock.advance(1500)
  expect(w.heard()).toEqual(['Which?', 'One', 'Two'])
  w.engine['guard'].closed = true
  w.engine['unlisten']?.()
  const next = world(parts, [], w as never)
  const told = backendOf(next, [{ callflow: [hangup] }])
  await next.engine.start()
  await w.clock.advance(5000)
  expect(w.heard()).toEqual(['Which?', 'One', 'Two', 'Two'])
  expect(told.vcas).toMatchObject([{ dtmf: '3', clientActionId: 'm' }])
  expect(w.summaries()).toMatchObject([{ sessionStatus: 'COMPLETED' }])
  await next.engine.stop()
})

test('a recording goes on over the death of its host, and is kept as one', async () => {
  const w = world(parts, [])
  await w.engine.start()
  w.sim.phone('*', answers(500))
  backendOf(w, [{ callflow: [makeCall('4930555444', { callRecording: true })] }])
  const caller = w.sim.call('5000')
  await w.clock.advance(3000)
  w.engine['guard'].closed = true
  w.engine['unlisten']?.()
  const next = world(parts, [], w as never)
  await next.engine.start()
  await w.clock.advance(4000)
  caller.hangup()
  await w.clock.advance(6000)
  expect([...w.sim.stored.values()]).toEqual([7])
  expect([...w.log.calls.values()]).toMatchObject([{ recording: expect.stringMatching(/^cb-n-/) }])
  expect([w.sim.channels.size, next.engine.held.channels]).toEqual([0, 0])
  await next.engine.stop()
})

test('as a node it leaves by failed where that leads somewhere', async () => {
  const flow = flowOf('g', { start, acts: { type: 'callActions', url: 'http://x/' }, no: { type: 'reject' } }, [
    'start.next>acts',
    'acts.failed>no',
  ])
  const w = await office({ routes: { '5000': 'g' } }, flow)
  w.http.answer = () => answered(200, 'x')
  w.sim.call('5000')
  await w.clock.advance(1000)
  expect(w.log.story()).toContain('acts failed')
})
