import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openStore } from '../../../electron/adapters/store/store.ts'
import { type HeadlessOptions, readArguments } from '../../../electron/cli/arguments.ts'
import { opener } from '../../../electron/cli/browser.ts'
import { run } from '../../../electron/cli/program.ts'
import type { StartHost } from '../../../electron/host/hostPort.ts'
import { manualClock } from '../store/support.ts'
import { testHost } from './support.ts'

async function program(args: string[], startHost?: StartHost) {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const tested = await testHost()
  const running = await run({
    args: ['--port', '0', ...args],
    env: {},
    consoleFolder: tested.store.folder,
    startHost: startHost ?? (async () => tested.host),
    terminal: { out: say, error: say },
  })
  onTestFinished(() => running.stop())
  return { ...tested, lines, running, address: /http:\S+\//.exec(lines.join('\n'))?.[0] ?? '' }
}

describe('the program', () => {
  it('says where it is and how to make the first admin, and stops cleanly', async () => {
    const { lines, running, address, clock } = await program([])
    expect(lines).toEqual([
      expect.stringMatching(/^Cordboard 0\.1\.0 with the demo office \(simulated calls\): http:\/\/127\.0\.0\.1:\d+\/$/),
      expect.stringMatching(/http:\S+#\/setup\?token=\S{32}$/),
    ])
    expect(await (await fetch(`${address}healthz`)).json()).toMatchObject({ status: 'ok' })
    await Promise.all([running.stop(), running.stop()])
    await expect(fetch(`${address}healthz`)).rejects.toThrow()
    expect(clock.timers).toBe(0)
  })

  it('starts anew on the same address when its host asks, and says when it cannot', async () => {
    const hosts: { restart?: (() => void) | undefined; stopped: boolean }[] = []
    const { address, lines, running } = await program([], async ({ restart }) => {
      if (hosts.length === 2) throw Object.assign(new Error('Another Cordboard host is using it.'), { code: 'LOCKED' })
      const { host } = await testHost()
      const mine = { restart, stopped: false }
      hosts.push(mine)
      const stop = async () => {
        mine.stopped = true
        await host.stop()
      }
      return { ...host, stop }
    })
    const answers = () => fetch(`${address}healthz`).then(({ ok }) => ok)
    hosts[0]?.restart?.()
    await vi.waitFor(async () => expect([hosts.length, hosts[0]?.stopped, await answers()]).toEqual([2, true, true]))
    hosts[1]?.restart?.()
    await vi.waitFor(() => expect(lines.at(-1)).toBe('Another Cordboard host is using it.'))
    expect(hosts[1]?.stopped).toBe(true)
    await running.stop()
    await expect(answers()).rejects.toThrow()
  })

  it('refuses a data folder that another host has', async () => {
    const { lines, running } = await program([], async () => {
      const { store } = await testHost()
      openStore({ folder: store.folder, clock: manualClock() })
      throw new Error('not reached')
    })
    expect([running.code, lines]).toEqual([1, [expect.stringContaining('Another Cordboard host is using this data folder')]])
  })

  it('refuses a port in use, and lets go of everything', async () => {
    const first = await program([])
    const second = await program(['--port', new URL(first.address).port])
    expect([second.running.code, second.lines]).toEqual([1, ['The port is in use by another program; choose one with --port.']])
    expect(second.clock.timers).toBe(0)
  })

  it('explains what it does not understand', async () => {
    for (const args of [
      ['--prot', '1'],
      ['--port', 'x'],
    ])
      expect((await program(args)).running.code, args.join(' ')).toBe(2)
    expect((await program(['--help'])).lines[0]).toContain('--data <folder>')
  })
})

describe('the command line', () => {
  it('has the defaults of a single machine', () => {
    expect(readArguments([], { CORDBOARD_DATA: '/d' })).toEqual({
      port: 7080,
      host: '127.0.0.1',
      names: [],
      trustedProxies: [],
      open: false,
      start: { data: '/d', quiet: false, stopPbx: false, bench: false, bindAddress: '127.0.0.1' },
    })
  })

  it('takes the ARI password from the environment', () => {
    const options = readArguments(['--ari', 'http://a:8088/ari', '--no-open', '--data', '/d'], { CORDBOARD_ARI_PASSWORD: 'p' })
    expect(options).toMatchObject({ start: { ari: { url: 'http://a:8088/ari', user: 'cordboard', password: 'p' } } })
  })

  it('takes how sound gets to an Asterisk of one’s own', () => {
    const ari = ['--ari', 'http://a:8088/ari', '--ari-password', 'p']
    const mediaOf = (...more: string[]) => (readArguments([...ari, ...more], {}) as HeadlessOptions).start.media
    expect(mediaOf()).toEqual({ port: 7081 })
    expect(mediaOf('--media-host', '10.0.0.2', '--media-port', '0')).toEqual({ host: '10.0.0.2', port: 0 })
    expect(mediaOf('--media-folder', '/var/spool/asterisk/recording')).toMatchObject({
      recordings: '/var/spool/asterisk/recording',
    })
    expect(() => mediaOf('--media-host', 'no host!')).toThrow('--media-host')
  })

  it('opens a browser only where there is a screen', () => {
    expect([opener('linux', {}), opener('linux', { DISPLAY: ':0' }), opener('darwin', {})]).toEqual([
      null,
      ['xdg-open'],
      ['open'],
    ])
  })
})
