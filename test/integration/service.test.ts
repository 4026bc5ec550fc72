// The host as it is installed: the Debian package in a root of its own, its service as the unit has it, upgraded, removed, purged.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesIn } from '../../build/files.ts'
import { makeDeb } from '../../build/host/archives.ts'
import { aboutHere, settle, stageHost } from '../../build/host/stage.ts'
import { acquireAsterisk } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { until } from '../support/office.ts'
import { noOwnRoot, type OwnRoot, ownRoot } from '../support/ownRoot.ts'
import { Phone } from '../support/phone/phone.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { type Service, startService } from '../support/service.ts'

const why = await noOwnRoot(['dpkg', 'dpkg-deb', 'setpriv', 'perl', 'deb-systemd-helper', 'systemctl'])
const admin = { name: 'Ada Admin', login: 'ada', password: 'correct horse battery' }

/** Stands for systemd, which does not run here: notes what it is asked to do. What needs only files is done. */
const systemctl = `#!/bin/sh
case "$*" in
*is-enabled*) echo enabled ;;
*preset* | *enable*) exec /usr/bin/systemctl.real "$@" ;;
*) echo "$*" >>/run/systemctl.log ;;
esac
`

describeUnless(why, 'the host as a Debian package', () => {
  const about = aboutHere()
  const before = { ...about, version: '0.0.9' }
  let folder = ''
  let root: OwnRoot
  let service: Service
  let debs = { old: '', new: '' }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cordboard-service-'))
    const staged = join(folder, 'staged')
    await stageHost(staged, before)
    const deb = (of: typeof about) => `/mnt/${basename(makeDeb(staged, folder, of, 'none'))}`
    debs = { old: deb(before), new: '' }
    const description = join(staged, 'package.json')
    writeFileSync(description, readFileSync(description, 'utf8').replace(before.version, about.version))
    debs.new = deb(about)
    root = await ownRoot(folder)
    writeFileSync(join(folder, 'systemctl'), systemctl, { mode: 0o755 })
    await root.sh(`rm -rf /var/lib/cordboard /var/cache/cordboard /etc/cordboard /usr/sbin/policy-rc.d
      mv /usr/bin/systemctl /usr/bin/systemctl.real; cp /mnt/systemctl /usr/bin/systemctl
      mkdir -p /run/systemd/system`)
  })
  afterAll(async () => {
    await root?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** What systemd was asked to do with the service since the last question. */
  const asked = async () => {
    const log = await root.sh('cat /run/systemctl.log; rm /run/systemctl.log')
    expect(log).toContain('daemon-reload')
    return log.split('\n').flatMap((line) => /(?:restart|start|stop) .*/.exec(line)?.[0] ?? [])
  }
  /** As its first start would have brought it, where this machine has none. */
  const bringAsterisk = async () => {
    const { origin, dataDir } = await acquireAsterisk()
    if (origin !== 'cache') return
    const from = join(dataDir, '../../..')
    await root.sh(`cp -a ${from} /var/cache/cordboard/asterisk && chown -R cordboard: /var/cache/cordboard`)
  }
  const post = (path: string, body: unknown) =>
    fetch(`${service.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: service.address.slice(0, -1) },
      body: JSON.stringify(body),
    })
  const signsIn = async () => (await post('auth/sign-in', { login: admin.login, password: admin.password })).status
  const health = async () => (await (await fetch(`${service.address}healthz`)).json()) as Record<string, unknown>
  const asteriskPid = async () => (JSON.parse(await root.sh('cat /var/lib/cordboard/pbx/pbx.pid')) as { pid: number }).pid
  const runs = async (pid: number) =>
    (await root.run('sh', '-c', `grep -q '^State:[[:space:]]*[RSD]' /proc/${pid}/status`)).code === 0
  const install = (deb: string) => root.sh(`DEBIAN_FRONTEND=noninteractive dpkg -i --force-confold ${deb} 2>&1`)
  const takesCalls = () => until('calls to be taken', async () => (await fetch(`${service.address}readyz`)).ok)

  test('holds nothing of other platforms, and no source maps', () => {
    const files = filesIn(join(folder, 'staged'))
    expect(files.filter((path) => /\.(map|dylib|dll|exe)$|(win32|darwin|musl).*\.node$/.test(path))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['bin/node', 'dist/console/index.html', 'electron/cli/main.ts']))
    expect(files.filter((path) => path.endsWith('.js') && path.startsWith('dist/')).length).toBeGreaterThan(5)
    for (const path of files.filter((each) => each.startsWith('dist/') && each.endsWith('.js')))
      expect(readFileSync(join(folder, 'staged', path), 'utf8'), path).not.toContain('sourceMappingURL=')
  })

  test('is the same file when it is made again', async () => {
    const again = join(folder, 'again')
    await stageHost(again, before)
    settle(again, before.epoch)
    const out = mkdtempSync(join(folder, 'out-'))
    const made = makeDeb(again, out, before, 'none')
    expect(readFileSync(made).equals(readFileSync(join(folder, basename(debs.old))))).toBe(true)
    rmSync(again, { recursive: true })
    rmSync(out, { recursive: true })
  })

  test('installs program, user, folders, options and an enabled service that is started', async () => {
    await install(debs.old)
    expect(await root.sh('dpkg -V cordboard-host; cordboard-host --version')).toBe('Cordboard 0.0.9')
    const owned = 'stat -c "%U:%G %a %n" /var/lib/cordboard /var/cache/cordboard /etc/cordboard/cordboard.conf'
    expect((await root.sh(owned)).split('\n')).toEqual([
      'cordboard:cordboard 700 /var/lib/cordboard',
      'cordboard:cordboard 755 /var/cache/cordboard',
      'root:cordboard 640 /etc/cordboard/cordboard.conf',
    ])
    expect(await root.sh('ls /etc/systemd/system/multi-user.target.wants | grep cordboard')).toBe('cordboard.service')
    expect(await asked()).toEqual(['start cordboard.service'])
    const refused = await root.run('cordboard-host')
    expect([refused.code, refused.output]).toEqual([2, expect.stringContaining('systemctl start cordboard')])
  })

  test('has a unit that systemd understands', async () => {
    const checked = await root.run('systemd-analyze', 'verify', '--man=no', '/usr/lib/systemd/system/cordboard.service')
    if (checked.code === 127) return expect(checked.output).toContain('systemd-analyze')
    expect(checked).toEqual({ code: 0, output: '' })
  })

  test('serves as its user, with the options of /etc/cordboard, tells that it is ready and that it lives', async () => {
    await bringAsterisk()
    await root.sh("sed -i 's/^port = .*/port = 0/' /etc/cordboard/cordboard.conf")
    service = await startService(root)
    await takesCalls()
    expect(await health()).toMatchObject({ status: 'ok', pbx: 'managed', version: '0.0.9' })
    expect(service.lines.join('\n')).toMatch(/https:\/\/\S+#\/setup\?token=/)
    expect((await fetch(service.address)).headers.get('content-type')).toContain('text/html')
    const token = /setup\?token=([\w-]+)/.exec(service.lines.join('\n'))?.[1]
    expect((await post('auth/setup', { token, ...admin })).status).toBe(204)
    const fed = () => service.messages.filter((message) => message.includes('WATCHDOG=1')).length
    await until('the watchdog to be fed', () => fed() > 2)
    expect(service.messages).toEqual(expect.arrayContaining([expect.stringContaining('STATUS=Takes calls')]))
    expect(service.messages.join('\n')).not.toContain(token)
    const users = await root.sh(
      'stat -c %U /proc/$(cat /run/cordboard-main) /var/lib/cordboard/cordboard.sqlite /var/lib/cordboard/pbx',
    )
    expect(new Set(users.split('\n'))).toEqual(new Set(['cordboard']))
    expect(await root.sh(`stat -c %U /proc/${await asteriskPid()}`)).toBe('cordboard')
  })

  test('a caller hears the office', async () => {
    const [, ports] = JSON.parse(await root.sh('cat /var/lib/cordboard/pbx/fixed.json')) as [string, { sip: number }]
    const trunk = await Phone.open({ server: { host: '127.0.0.1', port: ports.sip }, address: '127.0.0.2', port: 0 })
    try {
      const call = await trunk.dial('5000')
      await call.untilAnswered()
      await call.audio.waitForAudio()
      await call.hangup()
    } finally {
      await trunk.close()
    }
  })

  test('commands work on its data, as its user', async () => {
    expect(await root.sh('cordboard-host backup')).toMatch(/^Made the local copy /)
    const doctor = await root.run('cordboard-host', 'doctor')
    expect(doctor, doctor.output).toMatchObject({ code: 0, output: expect.stringContaining('A host is using this data folder') })
    expect(await root.sh('find /var/lib/cordboard -not -user cordboard')).toBe('')
    const other = await root.run('setpriv', '--reuid', 'nobody', '--clear-groups', 'cordboard-host', 'doctor')
    expect([other.code, other.output]).toEqual([1, expect.stringContaining('sudo cordboard-host doctor')])
  })

  test('comes back with its data after it was killed, to the same Asterisk, and after everything was', async () => {
    const pid = await asteriskPid()
    await service.kill9()
    expect(await runs(pid)).toBe(true)
    service = await startService(root)
    await takesCalls()
    expect([await asteriskPid(), await signsIn()]).toEqual([pid, 204])
    await service.kill9()
    await root.sh(`kill -KILL ${pid}`)
    await until('Asterisk to be gone', async () => !(await runs(pid)))
    service = await startService(root)
    await takesCalls()
    expect([(await asteriskPid()) === pid, await signsIn()]).toEqual([false, 204])
  })

  test('is upgraded while it serves: data and changed options stay, Asterisk runs on', async () => {
    const pid = await asteriskPid()
    await install(debs.new)
    expect(await asked()).toEqual(['restart cordboard.service'])
    expect([await signsIn(), await runs(pid)]).toEqual([204, true])
    const { messages } = service
    expect(await service.stop()).toBe(0)
    await until('the end to be told', () => messages.some((message) => message.startsWith('STOPPING=1')))
    service = await startService(root)
    await takesCalls()
    expect(await health()).toMatchObject({ status: 'ok', version: about.version })
    expect([await signsIn(), await asteriskPid(), await root.sh('grep ^port /etc/cordboard/cordboard.conf')]).toEqual([
      204,
      pid,
      'port = 0',
    ])
  })

  test('removed it leaves the data for when it is installed again; purged it leaves nothing', async () => {
    const pid = await asteriskPid()
    await service.stop()
    await root.sh('dpkg -r cordboard-host 2>&1')
    expect(await asked()).toEqual(['stop cordboard.service'])
    expect([await runs(pid), (await root.run('ls', '/usr/lib/cordboard', '/usr/bin/cordboard-host')).code]).toEqual([false, 2])
    await install(debs.new)
    service = await startService(root)
    expect([await signsIn(), await service.stop()]).toEqual([204, 0])
    await root.sh('dpkg -P cordboard-host 2>&1')
    expect(await root.sh('ls -d /var/lib/cordboard /var/cache/cordboard /etc/cordboard 2>/dev/null || true')).toBe('')
    expect(await root.sh('ls /etc/systemd/system/multi-user.target.wants | grep cordboard || true')).toBe('')
    expect(await root.sh('dpkg -l cordboard-host 2>&1 | grep -c ^ii || true')).toBe('0')
  })

  test('options that are not understood end it with a sentence and the code that is not tried again', async () => {
    await install(debs.new)
    await root.sh("sed -i 's/^port = .*/prot = 1/' /etc/cordboard/cordboard.conf")
    await expect(startService(root)).rejects.toThrow(
      /--config: \/etc\/cordboard\/cordboard\.conf, line \d+: there is no option prot \(--help lists the options\)/,
    )
  })
})
