// The installed host as systemd would run it, without systemd: the unit's command, user, environment, folders and rights, and a socket
// that is told. What of the unit is not done here is said in docs/service.md.
import { createInterface } from 'node:readline'
import { notifyListener } from './notifyListener.ts'
import { until } from './office.ts'
import type { OwnRoot } from './ownRoot.ts'

export type Service = Awaited<ReturnType<typeof startService>>

/** The settings of a unit's `[Service]`, by name; a name may come several times. */
export function settingsOf(unit: string): Map<string, string[]> {
  const section = /^\[Service\]$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(unit)?.[1] ?? ''
  const settings = new Map<string, string[]>()
  for (const [, name = '', value = ''] of section.matchAll(/^(\w+)=(.*)$/gm))
    settings.set(name, [...(settings.get(name) ?? []), value])
  return settings
}

const watchdogMs = 1500
let started = 0

/** `$1`: the folders it may write to, with blanks between; the rest: the command. */
const confined = `set -e
for folder in $1; do mount --bind "$folder" "$folder"; done
mount -o remount,bind,ro /
echo $$ >/run/cordboard-main
shift
exec "$@"`

/** Starts it; resolves when it has said that it is ready and where it is. */
export async function startService(root: OwnRoot) {
  const settings = settingsOf(await root.sh('cat /usr/lib/systemd/system/cordboard.service'))
  const one = (name: string) => settings.get(name)?.at(-1) ?? ''
  const user = one('User')
  const socket = `/run/notify-${++started}`
  const listener = notifyListener(root.spawn, socket)
  await listener.listening
  const writable = [`/var/lib/${one('StateDirectory')}`, `/var/cache/${one('CacheDirectory')}`, '/tmp', '/run']
  const capability = one('CapabilityBoundingSet').replace('CAP_', '').toLowerCase()
  const rights = ['--reuid', user, '--regid', one('Group'), '--init-groups', '--no-new-privs']
  const may = [
    '--inh-caps',
    `-all,+${capability}`,
    '--ambient-caps',
    `-all,+${capability}`,
    '--bounding-set',
    `-all,+${capability}`,
  ]
  const told = [
    `NOTIFY_SOCKET=${socket}`,
    `WATCHDOG_USEC=${watchdogMs * 1000}`,
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
  ]
  const environment = [...(settings.get('Environment') ?? []).flatMap((line) => line.split(' ')), ...told]
  // More than a container lets root have is not to be had.
  const most = Number(await root.sh('ulimit -Hn')) || Number.POSITIVE_INFINITY
  const files = Math.min(Number(one('LimitNOFILE')), most)
  const inFolder = `cd ${one('WorkingDirectory')} && umask ${one('UMask')} && exec ${one('ExecStart')}`
  const child = root.spawn(
    'unshare',
    [
      ...['--mount', 'sh', '-c', confined, 'sh', writable.join(' ')],
      ...['prlimit', `--nofile=${files}`, 'setpriv', ...rights, ...may],
      ...['env', '-i', ...environment, 'sh', '-c', inFolder],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  const { messages } = listener
  let gone = false
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      gone = true
      resolve(code)
    })
  })
  const signal = (name: string) => root.sh(`kill -${name} $(cat /run/cordboard-main)`)
  const all = () => [...lines, ...messages].join('\n')
  await until(
    () => `the service to be ready: ${all()}`,
    () => {
      if (gone) throw new Error(`the service ended: ${all()}`)
      return messages.includes('READY=1')
    },
    60_000,
  )
  return {
    /** What it printed: what would be in the journal. */
    lines,
    /** What the service manager was told. */
    messages,
    /** Of this computer, without TLS. */
    address: /On this computer also (http:\S+)/.exec(lines.join('\n'))?.[1] ?? '',
    kill9: async () => {
      await signal('KILL')
      await ended
      listener.close()
    },
    /** As `systemctl stop`; the program's code. */
    stop: async () => {
      await signal('TERM')
      const code = await ended
      listener.close()
      return code
    },
  }
}
