import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { backOff } from '../../../renderer/lib/backoff.ts'
import { chooseDevice, chooseRingers, loadChoice, noChoice, saveChoice } from '../../../renderer/phone/media/devices.ts'
import { type Registration, RegistrationRefused, Supervisor } from '../../../renderer/phone/sip/supervisor.ts'
import { type DirectoryEntry, targetsFor } from '../../../renderer/phone/ui/targets.ts'

const available = [
  { kind: 'audioinput', deviceId: 'mic-1', label: 'Jabra' },
  { kind: 'audioinput', deviceId: 'mic-2', label: 'Built-in' },
  { kind: 'audiooutput', deviceId: 'out-1', label: 'Jabra' },
]

describe('choosing a device', () => {
  test('by id, then by label, of the right kind', () => {
    expect(chooseDevice({ id: 'mic-2', label: 'Built-in' }, 'microphone', available).device?.id).toBe('mic-2')
    expect(chooseDevice({ id: 'changed', label: 'Jabra' }, 'microphone', available).device?.id).toBe('mic-1')
    expect(chooseDevice({ id: 'changed', label: 'Jabra' }, 'ringer', available).device?.id).toBe('out-1')
  })

  test('a vanished one is missing and the default is used; no choice is not missing', () => {
    expect(chooseDevice({ id: 'x', label: 'Poly' }, 'speaker', available)).toEqual({ device: null, missing: true })
    expect(chooseDevice({ id: '', label: '' }, 'speaker', [{ kind: 'audiooutput', deviceId: '', label: '' }]).missing).toBe(true)
    expect(chooseDevice(null, 'speaker', available)).toEqual({ device: null, missing: false })
  })

  test('it rings on several, known by id or label; one that is gone is passed over, and two names of one device ring once', () => {
    const outputs = [...available, { kind: 'audiooutput', deviceId: 'out-2', label: 'Loudspeaker' }]
    const jabra = { id: 'of another port', label: 'Jabra' }
    const loud = { id: 'out-2', label: 'Loudspeaker' }
    const poly = { id: 'x', label: 'Poly' }
    expect(chooseRingers([jabra, poly, loud, { id: 'out-1', label: 'Jabra' }], outputs)).toEqual({
      devices: [{ id: 'out-1', label: 'Jabra' }, loud],
      missing: [poly],
    })
    expect(chooseRingers([poly], outputs)).toEqual({ devices: [], missing: [poly] })
    expect(chooseRingers([], outputs)).toEqual({ devices: [], missing: [] })
  })

  test('one ringer, as it was remembered before, is a list of one; several come back as they were kept', () => {
    const desk = { id: 'desk', label: 'Desk speaker' }
    const kept = (value: unknown) => loadChoice({ getItem: () => JSON.stringify(value) })
    expect(kept({ microphone: null, speaker: desk, ringer: desk })).toEqual({ ...noChoice, speaker: desk, ringers: [desk] })
    expect(kept({ ringer: null }).ringers).toEqual([])
    const stored = new Map<string, string>()
    const choice = { ...noChoice, ringers: [desk, { id: 'h', label: 'Headset' }] }
    saveChoice(choice, { setItem: (key, value) => stored.set(key, value) })
    expect(loadChoice({ getItem: (key) => stored.get(key) ?? null })).toEqual(choice)
  })

  test('a broken memory is no choice', () => {
    expect(loadChoice({ getItem: () => '{oops' })).toEqual(noChoice)
  })
})

describe('the transfer picker', () => {
  const directory: DirectoryEntry[] = [
    { kind: 'queue', target: 'queue:sales', name: 'Sales', state: 'unknown' },
    { kind: 'extension', target: '202', name: 'Bram', state: 'busy' },
    { kind: 'extension', target: '203', name: 'Anna', state: 'free' },
  ]
  const toNumber = (number: string) => `to ${number}`

  test('free colleagues first, then busy ones, then queues', () => {
    expect(targetsFor(directory, '', '', toNumber).map((entry) => entry.target)).toEqual(['203', '202', 'queue:sales'])
  })

  test('a number that is nobody’s is offered as it is', () => {
    expect(targetsFor(directory, '0301234', '0301234', toNumber)).toEqual([
      { kind: 'extension', target: '0301234', name: 'to 0301234', state: 'unknown' },
    ])
    expect(targetsFor(directory, '202', '202', toNumber).map((entry) => entry.name)).toEqual(['Bram'])
  })
})

describe('the registration’s supervisor', () => {
  const listeners = () => ({ addEventListener: () => {}, removeEventListener: () => {} })
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('window', listeners())
    vi.stubGlobal('document', { ...listeners(), visibilityState: 'visible' })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  function setUp(failures: Error[]) {
    const log: string[] = []
    const work: Registration = {
      connect: async () => void log.push('connect'),
      disconnect: async () => undefined,
      register: async () => {
        const failure = failures.shift()
        if (failure) throw failure
        log.push('register')
      },
      ping: async () => {
        if (log.at(-1) === 'dead') throw new Error('no answer')
        if (log.at(-1) === 'silent') await new Promise(() => {})
      },
      recover: async () => void log.push('recover'),
    }
    const supervisor = new Supervisor(work, {
      changed: (state) => void log.push(`→${state}`),
      pingEveryMs: 1000,
      waits: backOff(100, 400, () => 0),
    })
    return { log, supervisor }
  }

  test('tries without end, then registers and recovers the live calls', async () => {
    const { log, supervisor } = setUp([new Error('a'), new Error('b'), new RegistrationRefused(403)])
    supervisor.start()
    await vi.advanceTimersByTimeAsync(2000)
    expect(log).toEqual([
      '→connecting',
      'connect',
      '→lost',
      'connect',
      '→lost',
      'connect',
      '→refused',
      'connect',
      'register',
      '→registered',
      'recover',
    ])
    supervisor.stop()
  })

  test('an unanswered ping is a dead socket', async () => {
    const { log, supervisor } = setUp([])
    supervisor.start()
    await vi.advanceTimersByTimeAsync(10)
    log.push('dead')
    await vi.advanceTimersByTimeAsync(1000)
    expect(log.slice(-5)).toEqual(['→connecting', 'connect', 'register', '→registered', 'recover'])
    supervisor.stop()
  })

  test('after sleep a silent socket is dead after a second, and it is registered within three', async () => {
    const { log, supervisor } = setUp([])
    supervisor.start()
    await vi.advanceTimersByTimeAsync(10)
    log.push('silent')
    supervisor.wake()
    await vi.advanceTimersByTimeAsync(990)
    expect(log.at(-1)).toBe('silent')
    await vi.advanceTimersByTimeAsync(1000)
    expect(log.slice(-5)).toEqual(['→connecting', 'connect', 'register', '→registered', 'recover'])
    supervisor.stop()
  })

  test('after stopping nothing is tried again', async () => {
    const { log, supervisor } = setUp([new Error('a')])
    supervisor.start()
    supervisor.stop()
    const before = log.length
    supervisor.lost()
    await vi.advanceTimersByTimeAsync(5000)
    expect(log.slice(before).filter((entry) => entry === '→registered')).toEqual([])
  })
})

test('back-off grows to its ceiling, with jitter, and starts over after a reset', () => {
  const waits = backOff(100, 1000, () => 1)
  expect([waits.next(), waits.next(), waits.next(), waits.next(), waits.next(), waits.next()]).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ])
  waits.reset()
  expect(waits.next()).toBe(100)
  expect(backOff(100, 1000, () => 0).next()).toBe(50)
})
