// Offices found on a LAN by multicast DNS: computers of it are network namespaces at one bridge; real hosts announce themselves, the same
// code as in the desktop app looks for them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { announceOffice, type FoundOffice } from '../../electron/adapters/discovery/mdns.ts'
import { wallClock } from '../../electron/host/system.ts'
import { until } from '../support/office.ts'
import { type OwnLan, ownLan } from '../support/ownLan.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

const lan = ownLan(3)
const silent = { info: () => {}, warn: () => {}, error: () => {} }

describeUnless(typeof lan === 'string' ? lan : null, 'offices on the local network', () => {
  const { computers, address, close } = lan as OwnLan
  const folders: string[] = []
  const children = new Set<ChildProcess>()
  const program = (computer: number, args: readonly string[]) => {
    const node = computers[computer]?.wrapped(process.execPath) ?? ''
    const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const [lines, errors]: [string[], string[]] = [[], []]
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
    createInterface({ input: child.stderr }).on('line', (line) => errors.push(line))
    children.add(child)
    return { child, lines, errors }
  }
  const end = async (child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM') => {
    children.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  /** A demo office as `npm run host -- --host <its address>`; resolves when it listens. */
  const host = async (computer: number, data = mkdtempSync(join(tmpdir(), 'cordboard-found-'))) => {
    folders.push(data)
    const own = computers[computer]?.address ?? ''
    const args = ['test/support/hostWithConsole.ts', '--demo', '--quiet', '--port', '7443', '--host', own, '--data', data]
    const running = program(computer, args)
    const code = await until(
      'the host to listen',
      () => running.lines.map((line) => /fp=([0-9a-f]{64})/.exec(line)?.[1]).find(Boolean),
      30_000,
    )
    return { ...running, data, found: { name: 'My office', address: `https://${own}:7443`, fingerprint: code.slice(0, 16) } }
  }
  let looker: ReturnType<typeof program>
  const seen = () => JSON.parse(looker.lines.at(-1) ?? '[]') as FoundOffice[] | 'browsing'
  const untilSeen = (offices: readonly FoundOffice[], withinMs: number) =>
    until(
      () => `${JSON.stringify(offices)} to be found; found: ${looker.lines.at(-1)}`,
      () => JSON.stringify(seen()) === JSON.stringify(offices),
      withinMs,
    )
  beforeAll(() => {
    looker = program(2, ['test/support/mdnsBrowser.ts'])
  })
  afterEach(() => expect(looker.errors).toEqual([]))
  afterAll(async () => {
    for (const child of [...children]) await end(child, 'SIGKILL')
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    close()
  })

  test('hosts are found with name, address and short fingerprint; one that stops is gone at once, one that was killed a little later', async () => {
    const [one, two] = [await host(0), await host(1)]
    await untilSeen([one.found, two.found], 10_000)
    await end(one.child)
    await untilSeen([two.found], 2000)
    await end(two.child, 'SIGKILL')
    await untilSeen([], 20_000)
    const again = await host(0, one.data)
    expect(again.found).toEqual(one.found)
    await untilSeen([again.found], 10_000)
    await end(again.child)
    await untilSeen([], 2000)
  })

  test('another name or certificate is told, and whoever does not want to be found is not', async () => {
    let what: { name: string; port: number; fingerprint: string } | null = {
      name: 'Praxis Dr. Sübür – Empfang & Verwaltung',
      port: 443,
      fingerprint: `AB:CD:${'00:'.repeat(29)}EF`,
    }
    const announced = announceOffice({ clock: wallClock, log: silent }, { what: () => what, listenOn: address })
    const found = { name: what.name, address: `https://${address}`, fingerprint: 'abcd000000000000' }
    try {
      await untilSeen([found], 10_000)
      what = { ...what, name: 'Praxis' }
      await untilSeen([{ ...found, name: 'Praxis' }], 10_000)
      what = { ...what, fingerprint: 'ff'.repeat(32), name: '长'.repeat(80) }
      await untilSeen([{ ...found, fingerprint: 'f'.repeat(16), name: '长'.repeat(66) }], 10_000)
      what = null
      await untilSeen([], 10_000)
    } finally {
      await announced.close()
    }
  })

  test('where the port is somebody else’s nothing is found, nothing fails, and it ends as told', async () => {
    const deaf = program(1, ['test/support/mdnsBrowser.ts', 'deaf'])
    await until('the reason to be logged', () => deaf.errors.length > 0)
    expect(deaf.errors[0]).toContain('EADDRINUSE')
    expect(deaf.lines).toEqual(['"browsing"'])
    deaf.child.kill('SIGTERM')
    await until('it to end its search', () => deaf.lines.at(-1) === '"closed"')
    expect(deaf.errors).toHaveLength(1)
    await end(deaf.child, 'SIGKILL')
  })
})
