// Scripts on real calls: one that asks, rings and connects, and one that loops beside calls that must not notice.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callFlow, end, flow, start, written } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'

let office: RealOffice
beforeAll(async () => {
  office = await realOffice()
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

const write = (name: string, body: string) =>
  writeFileSync(join(office.data, 'scripts', `${name}.ts`), `import { audio, defineScript, tone } from 'cordboard'\n${body}`)
const scripted = (script: string, ports: string[]) =>
  flow(
    {
      start,
      script: { type: 'script', script, ports },
      end,
      no: { type: 'reject' },
      ...Object.fromEntries(ports.map((p) => [p, end])),
    },
    ['start.next>script', 'script.error>no', ...ports.map((port) => `script.${port}>${port}`)],
  )
const story = (from: string) => office.traceOf(office.calls().find((c) => c.from === from)?.id ?? '')

test('a script asks for a key, rings who was chosen, connects, and goes on', async () => {
  write(
    'asks',
    `export default defineScript(async (call) => {
       await call.answer()
       const { digits } = await call.gatherDigits(tone('beep'), { maxDigits: 3, timeoutSeconds: 10 })
       const dialed = await call.dial(digits ?? '', { ringTimeoutSeconds: 20 })
       if (!dialed.leg) return 'nobody'
       call.set('talked.with', dialed.answeredDestination ?? '')
       await call.connect(dialed.leg)
       const kept = await call.record({ timeLimitSeconds: 5, terminationDigits: '#' })
       call.log('kept ' + kept.result)
       return 'done'
     })`,
  )
  const desk = await office.desk('202')
  const ringing = desk.nextCall()
  const { caller } = await callFlow(office, scripted('asks', ['done', 'nobody']))
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('202')
  const rung = await ringing
  await rung.answer()
  rung.audio.sendTone(900)
  await caller.audio.waitForTone(900)
  caller.audio.sendTone(500)
  await rung.audio.waitForTone(500)
  await rung.hangup()
  await until('the recording', () => story(caller.from).some((e) => e.type === 'record.started'))
  await caller.audio.waitForSilence({ ms: 400 })
  await caller.audio.sendDtmf('#')
  await caller.untilEnded()
  await written(office)
  expect(story(caller.from).find((e) => e.type === 'script.logged')?.data).toMatchObject({ message: 'kept terminationDigit' })
  expect(
    story(caller.from)
      .filter((e) => e.type === 'node.left')
      .map((e) => e.data?.port),
  ).toEqual(['next', 'done', 'done'])
})

test('a caller who hangs up ends the script; its leg stops ringing', async () => {
  write('rings', `export default defineScript(async (call) => { await call.dial('202'); return 'x' })`)
  const desk = await office.desk('202')
  const ringing = desk.nextCall()
  const { caller } = await callFlow(office, scripted('rings', ['x']))
  const rung = await ringing
  await caller.hangup()
  await rung.untilEnded()
  await written(office)
})

test('an endless loop in a script is ended; a conversation beside it goes on, key by key', async () => {
  write('loops', `export default defineScript(() => { for (;;); })`)
  const looping = await callFlow(office, scripted('loops', ['x']))
  const other = await callFlow(
    office,
    flow({ start, menu: { type: 'menu', prompt: { kind: 'tone', tone: 'beep' }, keys: ['1', '2'], timeoutMs: 30_000 }, end }, [
      'start.next>menu',
      'menu.1>menu',
      'menu.2>end',
      'menu.invalid>end',
      'menu.timeout>end',
    ]),
  )
  await other.caller.untilAnswered()
  for (let i = 0; i < 5; i++) {
    const before = story(other.caller.from).filter((e) => e.type === 'keys.collected').length
    const pressed = performance.now()
    await other.caller.audio.sendDtmf('1')
    await until('the key to be heard', () => story(other.caller.from).filter((e) => e.type === 'keys.collected').length > before)
    expect(performance.now() - pressed).toBeLessThan(3000)
  }
  await looping.caller.untilEnded(20_000)
  await other.caller.audio.sendDtmf('2')
  await other.caller.untilEnded()
  await written(office)
  expect(story(looping.caller.from).find((e) => e.type === 'script.failed')?.data).toMatchObject({
    script: 'loops',
    code: 'stuck',
  })
})

test('two phones are connected with each other, told something each, and recorded, while the caller waits', async () => {
  write(
    'between',
    `export default defineScript(async (call) => {
       await call.answer()
       const { leg: a } = await call.dial('202')
       const { leg: b } = await call.dial('203')
       if (!a || !b) return 'nobody'
       const told = await call.play(tone('busy', 2), { on: a })
       const talked = await call.connect(a, b)
       const kept = await call.record({ on: b, fileName: 'order-17', terminationDigits: '#', playBeep: false })
       call.log([told.result, talked, kept.result, kept.filePath].join(' '))
       return 'done'
     })`,
  )
  const [first, second] = [await office.desk('202'), await office.desk('203')]
  const [one, two] = [first.nextCall(), second.nextCall()]
  const { caller } = await callFlow(office, scripted('between', ['done', 'nobody']))
  await caller.untilAnswered()
  const a = await one
  await a.answer()
  const b = await two
  await b.answer()
  await a.audio.waitForAudio()
  await until('the two to be connected', () => story(caller.from).some((e) => e.type === 'legs.connected'))
  a.audio.sendTone(900)
  await b.audio.waitForTone(900)
  b.audio.sendTone(500)
  await a.audio.waitForTone(500)
  await caller.audio.waitForSilence({ ms: 500 })
  await a.hangup()
  await until('the recording', () => story(caller.from).some((e) => e.type === 'record.started'))
  await b.audio.sendToneFor(620, 1500)
  await b.audio.sendDtmf('#')
  await caller.untilEnded()
  await written(office)
  const message = story(caller.from)
    .flatMap((e) => (e.type === 'script.logged' ? [String(e.data?.message)] : []))
    .join()
  expect(message).toMatch(/^success success terminationDigit \w\w\/cb-n-\w+-order-17\.wav$/)
  expect(existsSync(office.host.media.absolute('recordings', message.split(' ')[3] ?? ''))).toBe(true)
})

test('whoever rejects, is busy, does not answer, or is not there is told apart; a signal stops the ringing', async () => {
  write(
    'tries',
    `export default defineScript(async (call) => {
       await call.answer()
       const results = []
       for (const to of ['202', '202', '202', '+979000111222'])
         results.push((await call.dial(to, { ringTimeoutSeconds: 2 })).result)
       results.push((await call.dial('202', { signal: AbortSignal.timeout(1500) })).result)
       results.push((await call.play(audio('no such sound'))).result)
       call.log(results.join(' '))
       return 'done'
     })`,
  )
  const desk = await office.desk('202')
  let rung = desk.nextCall()
  const { caller } = await callFlow(office, scripted('tries', ['done']))
  for (const status of [603, 486]) {
    const ringing = await rung
    rung = desk.nextCall()
    ringing.reject(status, 'No')
  }
  const unanswered = await rung
  rung = desk.nextCall()
  await unanswered.untilEnded()
  await (await rung).untilEnded()
  await caller.untilEnded()
  await written(office)
  expect(story(caller.from).find((e) => e.type === 'script.logged')?.data).toMatchObject({
    message: 'rejected busy noAnswer failed cancel fail',
  })
})

test('a declined call is told so: 603', async () => {
  write('declines', `export default defineScript(async (call) => { await call.reject('declined'); return 'x' })`)
  const { caller } = await callFlow(office, scripted('declines', ['x']))
  expect(await caller.outcome).toMatchObject({ result: 'rejected', status: 603 })
  await written(office)
})
