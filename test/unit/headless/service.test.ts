// The host under a service manager: what it says, when it counts as alive, and its options in a file.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readArguments } from '../../../electron/cli/arguments.ts'
import { optionsOf } from '../../../electron/cli/optionsFile.ts'
import type { RunningState } from '../../../electron/cli/program.ts'
import { answersHttp, judge, patientMs } from '../../../electron/cli/service/fitness.ts'
import { notifier } from '../../../electron/cli/service/notifier.ts'
import { service, serviceOf } from '../../../electron/cli/service/service.ts'
import { notifyListener } from '../../support/notifyListener.ts'
import { temporaryFolder } from '../store/support.ts'

const running = (state: Partial<RunningState> = {}): RunningState => ({
  here: 'http://127.0.0.1:1/',
  ready: true,
  kind: 'managed',
  lacking: false,
  ...state,
})

describe('options in a file', () => {
  it('are those of the command line, which come before them', () => {
    const file = join(temporaryFolder(), 'cordboard.conf')
    writeFileSync(file, '# a comment\n\nport = 7443\nhost=0.0.0.0\n  name = a b\nname = second\nstop-pbx\nno-demo\n')
    expect(readArguments(['--config', file], {})).toMatchObject({
      port: 7443,
      host: '0.0.0.0',
      names: ['a b', 'second'],
      start: { stopPbx: true, demo: false, bindAddress: '0.0.0.0' },
    })
    expect(readArguments(['--config', file, '--port', '1'], {})).toMatchObject({ port: 1, host: '0.0.0.0' })
  })

  it('say which line is not understood', () => {
    const known = ['port', 'demo']
    for (const [text, why] of [
      ['port = 1\nprot = 2', 'f, line 2: there is no option prot'],
      ['= 2', 'f, line 1: not an option; they are written name = value'],
      ['--port = 2', 'f, line 1: not an option; they are written name = value'],
      ['data = /srv', 'f, line 1: the data folder is told by --data or CORDBOARD_DATA'],
    ] as const)
      expect(() => optionsOf(text, 'f', known), text).toThrow(why)
    expect(() => readArguments(['--config', '/nowhere/cordboard.conf'], {})).toThrow(/--config: ENOENT/)
  })

  it('shows no demo office where that is refused', () => {
    expect(readArguments([], {})).not.toHaveProperty('start.demo')
    expect(readArguments(['--demo'], {})).toHaveProperty('start.demo', true)
    expect(readArguments(['--no-demo'], {})).toHaveProperty('start.demo', false)
  })
})

describe('a host counts as alive', () => {
  const judged = () => {
    const clock = { now: 0, answers: true }
    const look = judge(
      async () => clock.answers,
      () => clock.now,
    )
    return { clock, look }
  }

  it('while it answers', async () => {
    const { clock, look } = judged()
    expect(await look(running())).toEqual({ fit: true, why: 'Takes calls' })
    clock.answers = false
    expect(await look(running())).toEqual({ fit: false, why: 'The host does not answer' })
    clock.answers = true
    expect(await look(running())).toMatchObject({ fit: true })
  })

  it('for five minutes in which its own Asterisk takes no calls, no descriptor is left, or it starts anew', async () => {
    const { clock, look } = judged()
    for (const [at, state, fit] of [
      [0, running({ ready: false }), true],
      [1, running({ lacking: true }), true],
      [patientMs - 1, null, true],
      [patientMs, running({ ready: false }), false],
      [patientMs + 1, running(), true],
      [patientMs + 2, running({ ready: false }), true],
    ] as const) {
      clock.now = at
      expect(await look(state), String(at)).toMatchObject({ fit })
    }
  })

  it('however long an Asterisk of others is away: starting again would not bring it', async () => {
    const { clock, look } = judged()
    for (clock.now = 0; clock.now < 3 * patientMs; clock.now += patientMs)
      expect(await look(running({ ready: false, kind: 'external' }))).toMatchObject({ fit: true })
  })

  it('not when its server is silent', async () => {
    const silent = createServer((request, response) => {
      if (request.headers.host?.startsWith('localhost')) response.writeHead(503).end()
    })
    onTestFinished(() => void silent.close().closeAllConnections())
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    expect(await answersHttp(`https://localhost:${port}/`, 5000)).toBe(true)
    expect(await answersHttp(`http://127.0.0.1:${port}/`, 50)).toBe(false)
    expect(await answersHttp('http://127.0.0.1:1/', 5000)).toBe(false)
  })
})

describe('a service', () => {
  const told = (fits: boolean[]) => {
    const lines: string[] = []
    const errors: string[] = []
    const running = service({
      notifier: { tell: (...assignments) => void lines.push(...assignments), close: () => void lines.push('closed') },
      watchdogMs: 30,
      error: (line) => void errors.push(line),
      fitness: async () => ((fits.shift() ?? true) ? { fit: true, why: 'Takes calls' } : { fit: false, why: 'No answer' }),
    })
    return { lines, errors, running }
  }

  it('tells what it does, that it serves, that it lives, and that it ends', async () => {
    const { lines, running } = told([])
    running.starting('Downloading')
    running.starting('Downloading')
    running.serving(() => null)
    running.starting('Later')
    await vi.waitFor(() => expect(lines.filter((line) => line === 'WATCHDOG=1').length).toBeGreaterThan(1))
    running.stopping()
    expect(lines.slice(0, 4)).toEqual(['STATUS=Downloading', 'READY=1', 'STATUS=Takes calls', 'WATCHDOG=1'])
    expect(lines.slice(-3)).toEqual(['STOPPING=1', 'STATUS=Stopping', 'closed'])
  })

  it('does not tell that it lives while it is not fit', async () => {
    const { lines, errors, running } = told([true, false, false, false])
    running.serving(() => null)
    await vi.waitFor(() => expect(lines.filter((line) => line === 'WATCHDOG=1').length).toBeGreaterThan(1))
    running.stopping()
    expect(lines.slice(0, 6)).toEqual([
      'READY=1',
      'STATUS=Takes calls',
      'WATCHDOG=1',
      'STATUS=No answer',
      'STATUS=Takes calls',
      'WATCHDOG=1',
    ])
    expect(errors).toEqual(['The service manager is not told that the host lives: No answer.'])
  })

  it('is nobody’s where no service manager is named, and hands its variables to no program', () => {
    const env = { NOTIFY_SOCKET: '', WATCHDOG_USEC: '1000', WATCHDOG_PID: '1', KEPT: 'yes' }
    serviceOf(env, () => {}).serving(() => null)
    expect(env).toEqual({ KEPT: 'yes' })
  })
})

describe('telling', () => {
  it.each(['path', 'abstract'])('reaches the socket that is named: %s', async (kind) => {
    const path = join(temporaryFolder(), 'notify')
    const socket = kind === 'path' ? path : `@cordboard-test-${process.pid}`
    const listener = notifyListener(spawn, socket)
    onTestFinished(listener.close)
    await listener.listening
    const failures: string[] = []
    const { tell, close } = notifier(socket, (why) => void failures.push(why))
    tell('READY=1', 'STATUS=two\nlines')
    tell('WATCHDOG=1')
    close()
    await vi.waitFor(() => expect(listener.messages).toEqual(['READY=1|STATUS=two lines', 'WATCHDOG=1']))
    expect(failures).toEqual([])
  })
})
