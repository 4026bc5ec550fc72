// The command line of `npm run host`.
import { existsSync, readFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { OwnFiles } from '../host/certificate.ts'
import type { HostOptions, MediaAccess } from '../host/hostPort.ts'
import { optionsOf } from './optionsFile.ts'

export const usage = `Cordboard, the host without a desktop.

  npm run host -- [options]
  npm run host -- unlock [login or address] [--data <folder>]
                        lifts what waits after wrong passwords and PINs
  npm run host -- reset-admin [login] [--data <folder>]
                        a new password for an administrator who is locked out, also while a host runs
  npm run host -- pbx-files --to <folder or .zip> [--ari <url>] [--kind plain|freepbx|issabel] [--context <name>]
                        writes what an Asterisk of your own needs for this office (takes --data, --ari-user, --ari-password)
  npm run host -- doctor            says in what state the data folder is
  npm run host -- backup            makes a local copy now, also while a host runs
  npm run host -- restore [<copy>]  puts back the newest local copy, or the named one
  npm run host -- repair            saves what can be read of a damaged database
                                    (these four take --data)

  --port <n>            port of the console (7080; 0 takes a free one)
  --host <address>      address to listen on (127.0.0.1). On the network, 0.0.0.0 for all, it speaks HTTPS
                        and WSS, with a certificate that it makes; HTTP stays on 127.0.0.1
  --cert <file>         your own certificate for the network: PEM, followed by those that lead to its issuer;
                        read again every hour
  --key <file>          its private key: PEM, without a passphrase
  --sip-host <address>  address SIP listens on for desk phones and trunks; 0.0.0.0 for all
                        (as set in the office, else 127.0.0.1 or, with --host for the network, all)
  --name <name>         one more name it answers to, e.g. behind a proxy; may be repeated
  --trusted-proxy <address>  a proxy in front whose X-Forwarded-For is believed and who may speak plain HTTP,
                        or a network of them; may be repeated
  --data <folder>       data folder (${defaultFolder()}; of the demo office: demo below it)
  --demo                simulated callers and operators, no telephone system; --no-demo never, not even where no
                        Asterisk can be had
  --quiet               with --demo: a new office in which nobody calls
  --stop-pbx            end the managed Asterisk with the host (by default it stays and serves callers)
  --ari <url>           an Asterisk of your own, e.g. http://10.0.0.5:8088/ari
  --ari-user <user>     its ARI user (cordboard)
  --ari-password <word> its password; better in CORDBOARD_ARI_PASSWORD, which no process list shows. Without either: the
                        one in the files that pbx-files wrote
  --media-host <address>  where that Asterisk fetches prompts from: this computer, as it sees it (found by itself)
  --media-port <n>      the port for that (7081; 0 takes a free one)
  --media-folder <folder>  its recordings folder, where it runs on this computer and both read each other's
                        files: nothing is fetched then
  --open, --no-open     open the console in a browser, or do not (default)
  --config <file>       options in a file, one a line: name = value; those given here come before them
  --version             the version
  --help                this page`

export type HeadlessOptions = {
  port: number
  host: string
  names: string[]
  trustedProxies: string[]
  open: boolean
  /** The files of an office's own certificate. */
  own?: OwnFiles
  start: HostOptions
}

/** The command line was not understood; `message` says what of it. */
export class UsageError extends Error {}

const values = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(7080),
  host: z.string().min(1).default('127.0.0.1'),
  'sip-host': z.string().refine(isIPv4, 'an IPv4 address of this computer').optional(),
  name: z.array(z.string()).default([]),
  'trusted-proxy': z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'an address or a network')).default([]),
  cert: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
  data: z.string().min(1).optional(),
  demo: z.boolean().optional(),
  quiet: z.boolean().default(false),
  'stop-pbx': z.boolean().default(false),
  bench: z.boolean().default(false),
  ari: z.url({ protocol: /^https?$/ }).optional(),
  'ari-user': z.string().default('cordboard'),
  'ari-password': z.string().optional(),
  'media-host': z.union([z.ipv4(), z.ipv6(), z.hostname()]).optional(),
  'media-port': z.coerce.number().int().min(0).max(65_535).default(7081),
  'media-folder': z.string().min(1).optional(),
  open: z.boolean().default(false),
  help: z.boolean().default(false),
  version: z.boolean().default(false),
})

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  'sip-host': { type: 'string' },
  name: { type: 'string', multiple: true },
  'trusted-proxy': { type: 'string', multiple: true },
  cert: { type: 'string' },
  key: { type: 'string' },
  data: { type: 'string' },
  demo: { type: 'boolean' },
  quiet: { type: 'boolean' },
  'stop-pbx': { type: 'boolean' },
  bench: { type: 'boolean' },
  ari: { type: 'string' },
  'ari-user': { type: 'string' },
  'ari-password': { type: 'string' },
  'media-host': { type: 'string' },
  'media-port': { type: 'string' },
  'media-folder': { type: 'string' },
  open: { type: 'boolean' },
  config: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const

/** `help`, `version`, or what to do. `strict: false` passes over words it does not know (Electron's own switches). Throws UsageError. */
export function readArguments(args: string[], env: NodeJS.ProcessEnv, strict = true): HeadlessOptions | 'help' | 'version' {
  const given = values.safeParse(parse([...fromFile(parse(args, strict).config), ...args], strict))
  if (!given.success) {
    const issue = given.error.issues[0]
    throw new UsageError(`--${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { port, host, name, data, demo, quiet, ari, open, help } = given.data
  if (help) return 'help'
  if (given.data.version) return 'version'
  const password = given.data['ari-password'] ?? env.CORDBOARD_ARI_PASSWORD
  const own = ownFiles(given.data)
  const external =
    ari === undefined
      ? {}
      : { ari: { url: ari, user: given.data['ari-user'], ...(password ? { password } : {}) }, media: mediaAccess(given.data) }
  return {
    port,
    host,
    names: name,
    trustedProxies: given.data['trusted-proxy'],
    open,
    ...(own ? { own } : {}),
    start: {
      data: resolve(data ?? env.CORDBOARD_DATA ?? (demo ? join(defaultFolder(), 'demo') : defaultFolder())),
      ...(demo === undefined ? {} : { demo }),
      quiet,
      stopPbx: given.data['stop-pbx'],
      bench: given.data.bench,
      bindAddress: isLoopback(host) ? '127.0.0.1' : '0.0.0.0',
      ...(given.data['sip-host'] ? { sipHost: given.data['sip-host'] } : {}),
      ...external,
    },
  }
}

function mediaAccess(given: z.infer<typeof values>): MediaAccess {
  const { 'media-host': host, 'media-port': port, 'media-folder': recordings } = given
  return {
    port,
    ...(host === undefined ? {} : { host }),
    ...(recordings === undefined ? {} : { recordings: resolve(recordings) }),
  }
}

/** Whether nobody but this computer reaches that address. */
export const isLoopback = (host: string): boolean => /^(127\.|localhost$|::1$)/.test(host)

function ownFiles({ cert, key, host }: z.infer<typeof values>): OwnFiles | null {
  if (cert === undefined && key === undefined) return null
  if (cert === undefined || key === undefined) throw new UsageError('--cert and --key belong together.')
  if (isLoopback(host)) throw new UsageError('--cert is for the network: name its address with --host, or 0.0.0.0 for all.')
  return { certificate: resolve(cert), key: resolve(key) }
}

function fromFile(file: unknown): string[] {
  if (typeof file !== 'string') return []
  try {
    return optionsOf(readFileSync(file, 'utf8'), file, Object.keys(options))
  } catch (error) {
    throw new UsageError(`--config: ${error instanceof Error ? error.message : error}`)
  }
}

function parse(args: string[], strict: boolean): Record<string, unknown> {
  try {
    return parseArgs({ args, options, strict, allowPositionals: !strict, allowNegative: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Where data goes when nothing is said: where this user's office is, of the headless program or of the desktop app, else the platform's folder for it. */
export function defaultFolder(): string {
  const own = platformFolder()
  return hasOffice(own) ? own : (desktopFolders().find(hasOffice) ?? own)
}

/** Whether there is an office in that folder. */
export function hasOffice(folder: string): boolean {
  return existsSync(join(folder, 'cordboard.sqlite'))
}

/** Where the desktop app keeps its own, packaged or not. */
function desktopFolders(): string[] {
  const home = homedir()
  const settings =
    process.platform === 'win32'
      ? (process.env.APPDATA ?? join(home, 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (process.env.XDG_CONFIG_HOME ?? join(home, '.config'))
  return ['Cordboard', 'cordboard'].map((name) => join(settings, name, 'office'))
}

/** Of the headless program. */
export function platformFolder(): string {
  const home = homedir()
  if (process.platform === 'win32') return join(process.env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Cordboard')
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Cordboard')
  const own = join(process.env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'cordboard')
  // Asterisk, which does not run as root, reaches nothing below root's home.
  const beyond = process.getuid?.() === 0 && process.env.XDG_DATA_HOME === undefined && !existsSync(own)
  return beyond ? '/var/lib/cordboard' : own
}
