// `npm run pbx -- install | up | down | status | logs`: an Asterisk of our own, for trying things by hand.

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { acquireAsterisk } from '../adapters/pbx/acquire/asterisk.ts'
import type { Progress } from '../adapters/pbx/acquire/debian.ts'
import { CONTROL_ADDRESS, ha1, type PbxConfig } from '../adapters/pbx/config/types.ts'
import { examine } from '../adapters/pbx/doctor.ts'
import { PbxError } from '../adapters/pbx/errors.ts'
import { endProcess, startPbx } from '../adapters/pbx/process/pbx.ts'
import { readPid, removePid } from '../adapters/pbx/process/pidFile.ts'
import { freePorts, freeUdp } from '../adapters/pbx/process/ports.ts'
import { version } from './version.ts'

const USAGE = `An Asterisk of our own, for trying things by hand.

  npm run pbx -- install    brings Asterisk into the cache (no root needed)
  npm run pbx -- up         starts it, says how to reach it
  npm run pbx -- down       stops it
  npm run pbx -- status     whether it runs and is fit for calls
  npm run pbx -- logs       the last lines of its log

  --data <folder>           default ${defaultFolder()}
  --version                 the version`

/** What `up` has made up and keeps: ports, passwords. Readable by its owner only. */
interface Local {
  config: PbxConfig
  passwords: Record<string, string>
}

const EXTENSIONS = ['201', '202', '203']

function defaultFolder(): string {
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'cordboard-pbx')
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, help: { type: 'boolean' }, version: { type: 'boolean' } },
  })
  if (values.version) {
    print(`Cordboard ${version}`)
    return 0
  }
  const folder = values.data ?? defaultFolder()
  const commands: Record<string, () => Promise<number>> = {
    install,
    up: () => up(folder),
    down: () => down(folder),
    status: () => status(folder),
    logs: () => logs(folder),
  }
  const command = commands[positionals[0] ?? '']
  if (command && !values.help) return command()
  print(USAGE)
  return values.help ? 0 : 2
}

async function install(): Promise<number> {
  const { version, command } = await acquireAsterisk({ onProgress: showProgress() })
  print(`Asterisk ${version}: ${command.at(-1)}`)
  return 0
}

async function up(folder: string): Promise<number> {
  const binary = await acquireAsterisk({ onProgress: showProgress() })
  await mkdir(folder, { recursive: true })
  const local = (await readLocal(folder)) ?? (await makeLocal(folder))
  const pbx = await startPbx({ folder, config: local.config, binary })
  await writeCallFile(folder, local.config)
  const phones = Object.entries(local.passwords).map(([user, password]) => `  phone ${user.padEnd(8)} password ${password}`)
  print(`Asterisk ${binary.version} runs (process ${pbx.pid})`)
  print(`  ARI     ${pbx.ariUrl}  user ${pbx.ariUser}  password ${pbx.ariPassword}`)
  print(`  SIP     ${pbx.sip.host}:${pbx.sip.port} (UDP), ${pbx.wsUrl} (WebSocket)`)
  print(phones.join('\n'))
  print('Try: npm run call -- --to 5000 --trunk')
  return 0
}

/** Where `npm run call` finds this Asterisk; names no secret. The host writes the same for its own. */
async function writeCallFile(folder: string, { ports, trunks }: PbxConfig): Promise<void> {
  const [trunk] = trunks
  const line = trunk && { id: trunk.id, address: trunk.host, port: trunk.port }
  await writeFile(join(folder, 'phone.json'), JSON.stringify({ host: '127.0.0.1', port: ports.sip, trunk: line }), {
    mode: 0o600,
  })
}

async function down(folder: string): Promise<number> {
  const pid = await readPid(folder)
  if (pid) await endProcess(pid)
  await removePid(folder)
  print(pid ? 'Asterisk is stopped.' : 'Asterisk was not running.')
  return 0
}

async function status(folder: string): Promise<number> {
  const pid = await readPid(folder)
  const local = await readLocal(folder)
  if (!pid || !local) {
    print('Asterisk is not running.')
    return 1
  }
  const { bindAddress: host, ports, ariUser, ariPassword } = local.config
  print(`Asterisk runs (process ${pid}).`)
  const findings = await examine({
    ariUrl: `http://${CONTROL_ADDRESS}:${ports.http}/ari`,
    ariUser,
    ariPassword,
    wsUrl: `ws://${CONTROL_ADDRESS}:${ports.http}/ws`,
    sip: { host, port: ports.sip },
    folder,
    soundsDir: join(folder, 'data/sounds/en'),
  })
  for (const { ok, detail, help } of findings) print(`  ${ok ? 'ok ' : 'BAD'}  ${detail}${help ? `  → ${help}` : ''}`)
  return findings.every(({ ok }) => ok) ? 0 : 1
}

async function logs(folder: string): Promise<number> {
  for (const name of ['console.log', 'log/messages.log']) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '')
    print(`── ${name}\n${text.trimEnd().split('\n').slice(-100).join('\n')}`)
  }
  return 0
}

async function readLocal(folder: string): Promise<Local | undefined> {
  const text = await readFile(join(folder, 'local.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Local)
}

async function makeLocal(folder: string): Promise<Local> {
  const passwords = Object.fromEntries(EXTENSIONS.flatMap((number) => [number, `${number}-web`]).map((user) => [user, secret()]))
  const digest = (user: string) => ha1(user, passwords[user] ?? '')
  const config: PbxConfig = {
    bindAddress: '127.0.0.1',
    ports: await freePorts(),
    app: 'cordboard',
    ariUser: 'cordboard',
    ariPassword: secret(),
    extensions: EXTENSIONS.map((number) => ({
      number,
      name: `Phone ${number}`,
      deskHa1: digest(number),
      webHa1: digest(`${number}-web`),
    })),
    trunks: [{ id: 'local', host: '127.0.0.2', port: await freeUdp('127.0.0.2'), identifyAddresses: ['127.0.0.2'] }],
    emergency: { numbers: [], trunk: 'local' },
    reception: ['201'],
    mailboxes: [{ number: '100', extension: '201' }],
  }
  await writeFile(join(folder, 'local.json'), JSON.stringify({ config, passwords }), { mode: 0o600 })
  return { config, passwords }
}

const secret = (): string => randomBytes(12).toString('base64url')

/** One line which is overwritten on a terminal; elsewhere one line a step. */
function showProgress(): (progress: Progress) => void {
  let last = ''
  return ({ step, fraction, message }) => {
    if (process.stdout.isTTY)
      process.stdout.write(`\r\x1b[K${Math.round(fraction * 100)} % ${message}${step === 'done' ? '\n' : ''}`)
    else if (step !== last && step !== 'search') print(message)
    last = step
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error instanceof PbxError ? `${error.code}: ${error.message}` : (error.stack ?? error)}\n`)
    process.exit(1)
  },
)
