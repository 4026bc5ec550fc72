// Each place where the engine has media written, removed or found, on a disk that refuses: no throw reaches the call.
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { answers } from '../../../electron/adapters/sim/people.ts'
import type { MediaStore } from '../../../electron/engine/ports.ts'
import type { Voicemail } from '../../../shared/domain/calls.ts'
import { mailbox as mailboxSchema } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { flowOf, type OfficeParts, type World, world } from '../../support/memory.ts'
import { end, say, start } from './offices.ts'
import { hangUp, queueFlow, two } from './queueOffice.ts'
import { backendOf, parts as backendParts, hangup, makeCall } from './remote/callflowOffice.ts'

const engine = join(import.meta.dirname, '../../../electron/engine')
/** Methods of the port that touch no disk, or answer null. */
const harmless = ['promptUri', 'fileUri', 'recordingUrl']
/** All others, as the port lists them. */
const port = /export interface MediaStore \{\n(.*?)\n\}/s.exec(readFileSync(join(engine, 'ports.ts'), 'utf8'))?.[1] ?? ''
const refusing = [...port.matchAll(/^ {2}(\w+)\(/gm)].flatMap(([, name = '']) => (harmless.includes(name) ? [] : [name]))

/** `file method` of each call of such a method in the engine's sources. */
const sites = readdirSync(engine, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(join(engine, file), 'utf8').matchAll(/\bmedia\??\.(\w+)\(/g)]
      .filter(([, method = '']) => !harmless.includes(method))
      .map(([, method]) => `${file.split(sep).join('/')} ${method}`),
  )

const opened = async (parts: OfficeParts, ...flows: FlowDocument[]): Promise<World> => {
  const w = world(parts, flows)
  await w.engine.start()
  onTestFinished(() => w.engine.stop())
  return w
}
const goodbye = { type: 'playAudio', prompt: say('goodbye') }
const voicemailFlow = (review: boolean) =>
  flowOf('f', { start, vm: { type: 'voicemail', mailboxId: 'main', greeting: say('speak'), maxSeconds: 60, review } }, [
    'start.next>vm',
  ])
const boxOf201 = mailboxSchema.parse({ id: 'main', name: 'Main', extension: '201' })
const message: Voicemail = {
  ...{ id: '', mailboxId: 'main', callId: 'c', from: '+491', fromName: '', at: 1, seconds: 2, file: 'm.wav' },
  ...{ status: 'new', assignedTo: null, note: null },
}
const mailbox = { routes: { '5000': 'f' }, mailboxes: ['main'] }

/** What a case may do: `refuse` makes the method under test fail from then on. */
type Case = (refuse: (w: World) => void) => Promise<World>

/** A caller speaks a message, ends it with #, and presses the keys of the review. */
const spoken =
  (keys: string, messages: number): Case =>
  async (refuse) => {
    const w = await opened(mailbox, voicemailFlow(keys !== ''))
    refuse(w)
    const caller = w.sim.call('5000')
    await w.clock.advance(5000)
    for (const key of `#${keys}`) {
      caller.press(key)
      await w.clock.advance(4000)
    }
    await w.clock.advance(10_000)
    expect(w.log.events.some(({ type }) => type === (messages > 0 ? 'record.ended' : 'record.failed'))).toBe(true)
    expect([...w.stores.messages.values()]).toHaveLength(messages)
    expect(caller.heard.join().includes('Your message is stored')).toBe(messages > 0)
    expect(caller.heard.join().includes('your message could not be recorded')).toBe(messages === 0)
    return w
  }

const cases: Record<string, Case> = {
  'actions/record.ts storeRecording': spoken('', 0), // what was spoken waits in Asterisk's spool for the disk
  'actions/record.ts remove': async (refuse) => {
    const rec = { type: 'record', variable: 'v', silenceSeconds: 3 }
    const w = await opened(
      { routes: { '5000': 'f' } },
      flowOf('f', { start, rec, bye: goodbye, end }, ['start.next>rec', 'rec.done>bye', 'rec.failed>bye', 'bye.next>end']),
    )
    refuse(w)
    w.ports.media.storeRecording = async (name) => ({ file: name, seconds: 0.1 })
    const caller = w.sim.call('5000')
    await w.clock.advance(3000)
    const [name = ''] = w.log.events.flatMap((event) => (event.type === 'record.started' ? (event.data.name ?? []) : []))
    await w.sim.stopRecording(name) // as Asterisk does after the silence
    await w.clock.advance(10_000)
    expect(caller.heard.join()).toContain('goodbye')
    return w
  },
  'nodes/voicemail.ts absolute': spoken('21', 1),
  'nodes/voicemail.ts remove': spoken('3#1', 1),
  'nodes/messages.ts absolute': async (refuse) => {
    const parts = { ...mailbox, extensions: ['201'], more: { mailboxes: new Map([['main', boxOf201]]) } }
    const w = await opened(parts)
    for (const id of ['m1', 'm2']) w.stores.voicemails.add({ ...message, id })
    refuse(w)
    const listener = w.sim.call('*97', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(60_000)
    expect(listener.heard.join().match(/cannot be played/g)).toHaveLength(2)
    expect(listener.gone).toBe(true)
    expect([...w.stores.messages.values()].map(({ status }) => status)).toEqual(['new', 'new'])
    return w
  },
  'voicemail/transcribe.ts absolute': (refuse) =>
    spoken(
      '',
      1,
    )((w) => {
      w.config.speech.transcribe = true
      w.ports.recogniser.available = () => true
      refuse(w)
    }),
  'session/recording.ts storeRecording': async (refuse) => {
    const ring = { type: 'transfer', to: { kind: 'extension', number: '201' }, record: true }
    const ports = ['ended', 'busy', 'noAnswer', 'failed'].map((name) => `ring.${name}>end`)
    const w = await opened(
      { routes: { '5000': 'f' }, extensions: ['201'] },
      flowOf('f', { start, ring, end }, ['start.next>ring', ...ports]),
    )
    refuse(w)
    w.sim.phone('201', answers(500))
    w.sim.call('5000')
    await w.clock.advance(10_000)
    hangUp(w, '201')
    await w.clock.advance(10_000)
    expect([...w.log.calls.values()]).toMatchObject([{ outcome: 'answered' }])
    return w
  },
  'recoveryEnded.ts storeRecording': async (refuse) => {
    const parts = { ...two, queues: two.queues?.map((each) => ({ ...each, record: true, wrapUpSeconds: 0 })) ?? [] }
    const flow = queueFlow({ maxWaitSeconds: 600 })
    const w = world(parts, [flow])
    await w.engine.start()
    w.sim.phone('201', answers(1000))
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(21_000)
    w.engine['guard'].closed = true
    w.engine['unlisten']?.()
    hangUp(w, '201')
    caller.hangup()
    await w.clock.advance(5000)
    const next = world(parts, [flow], w as never)
    refuse(next)
    await next.engine.start()
    onTestFinished(() => next.engine.stop())
    await next.clock.advance(5000)
    expect([...w.log.calls.values()]).toMatchObject([{ outcome: 'answered' }])
    return next
  },
  'session/closedRecording.ts storeRecording': async (refuse) => {
    const w = world(mailbox, [voicemailFlow(false)])
    await w.engine.start()
    const caller = w.sim.call('5000')
    await w.clock.advance(5000)
    w.engine['guard'].closed = true
    w.engine['unlisten']?.()
    for (const name of w.sim['recordings'].keys()) await w.sim.stopRecording(name)
    const next = world(mailbox, [voicemailFlow(false)], w as never)
    refuse(next)
    await next.engine.start()
    onTestFinished(() => next.engine.stop())
    await next.clock.advance(10_000)
    expect([caller.gone, next.sim.stored.size]).toEqual([true, 1])
    return next
  },
  'remote/callflow/recording.ts storeRecording': async (refuse) => {
    const w = await opened(backendParts)
    refuse(w)
    const { vcas } = backendOf(w, [{ callflow: [makeCall('4930555444', { callRecording: true })] }, { callflow: [hangup] }])
    w.sim.call('5000')
    await w.clock.advance(10_000)
    expect(vcas.length).toBeGreaterThan(1)
    return w
  },
}

it('each place has a case, and each case a place', () => {
  expect(refusing).toEqual(['storePrompt', 'storeRecording', 'absolute', 'remove'])
  expect(Object.keys(cases).sort()).toEqual([...new Set(sites)].sort())
})

it.each(Object.keys(cases))('%s that the disk refuses: the call goes on, and the log says so', async (site) => {
  const method = site.split(' ')[1] as 'storeRecording' | 'remove' | 'absolute'
  let refused = 0
  const refusal = (): never => {
    refused += 1
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  const refuse = ({ ports }: World) => {
    const media: MediaStore = ports.media
    if (method === 'absolute') media.absolute = refusal
    else media[method] = async () => refusal()
  }
  const w = await cases[site]?.(refuse)
  expect(refused).toBeGreaterThan(0)
  expect(w?.errors.join('\n')).toContain('ENOSPC')
  expect(w?.sim.commands.filter((line) => line.startsWith('giveBack'))).toEqual([])
  expect(w?.engine.runningCalls).toBe(0)
  expect([...(w?.sim.channels.keys() ?? [])]).toEqual([])
})
