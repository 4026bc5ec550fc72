// `npm run updates`: puts installers into a folder from which desktop apps update themselves, signed. Any web server hands it out.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Release, release, signRelease } from '../electron/desktop/main/updates/signature.ts'
import { isNewer } from '../electron/desktop/main/updates/versions.ts'
import { newestSchema } from '../electron/host/schema.ts'
import { helpFor } from './help.ts'
import { root } from './paths.ts'

/** Feed files by the endings of what they list; `arm64` is named on Linux only, where one file is for one processor. */
const systems: [ending: RegExp, file: (channel: string, name: string) => string][] = [
  [/\.(AppImage|deb|rpm)$/, (channel, name) => `${channel}-linux${/arm64|aarch64/.test(name) ? '-arm64' : ''}.yml`],
  [/\.exe$/, (channel) => `${channel}.yml`],
  [/\.(zip|dmg)$/, (channel) => `${channel}-mac.yml`],
]

export type Publication = {
  /** Folder with the installers of one version. */
  installers: string
  /** Folder that is handed out. */
  feed: string
  version: string
  channel: 'latest' | 'beta'
  /** Of the computers that are to have it now, 1 to 100. */
  percent: number
  notes: string
  /** The newest migration that it knows. */
  schema: number
  key: KeyObject
}

/** Base64 of the public half, as `CORDBOARD_UPDATE_KEY` wants it. */
export const publicKey = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')

/**
 * Copies the installers into a folder of their version, which stays when later ones come (whoever goes back, or joined an office with that
 * version, takes it from there), and names them in the channel's files. Finished versions are for those who test as well.
 */
export function publish(of: Publication): void {
  const folder = join(of.feed, of.version)
  mkdirSync(folder, { recursive: true })
  const lists = new Map<string, Release['files']>()
  const channels = of.channel === 'latest' ? (['latest', 'beta'] as const) : (['beta'] as const)
  for (const name of readdirSync(of.installers).sort()) {
    const named = systems.find(([ending]) => ending.test(name))?.[1]
    if (!named) continue
    const bytes = readFileSync(join(of.installers, name))
    copyFileSync(join(of.installers, name), join(folder, name))
    const file = { url: name, sha512: createHash('sha512').update(bytes).digest('base64'), size: bytes.length }
    for (const channel of channels) {
      const list = named(channel, name)
      lists.set(list, [...(lists.get(list) ?? []), file])
    }
  }
  if (lists.size === 0) throw new Error(`There are no installers in ${of.installers}.`)
  for (const [name, files] of lists) {
    const said = { version: of.version, releaseNotes: of.notes, schema: of.schema, files }
    const whole = { ...said, signature: signRelease(said, of.key), releaseDate: new Date().toISOString() }
    write(join(folder, name), whole)
    // The newest beta stays the newest for those who test.
    const before = join(of.feed, name)
    if (name.startsWith('beta') && of.channel === 'latest' && existsSync(before) && isNewer(newest(before), of.version)) continue
    const placed = files.map((file) => ({ ...file, url: `${of.version}/${file.url}` }))
    write(before, { ...whole, files: placed, ...(of.percent < 100 ? { stagingPercentage: of.percent } : {}) })
  }
}

// JSON is YAML as well.
const write = (file: string, content: object) => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
const newest = (file: string) => release.parse(JSON.parse(readFileSync(file, 'utf8'))).version

const usage = `npm run updates -- --installers dist/installers --feed <folder> --key <file> [--channel latest|beta] [--percent 20] [--notes <file>]
npm run updates -- --make-key <file>: a new key; it prints the public half, with which apps are packaged (CORDBOARD_UPDATE_KEY)`

function main(): void {
  helpFor(usage)
  const text = { type: 'string' } as const
  const options = { installers: text, feed: text, key: text, channel: text, percent: text, notes: text, 'make-key': text }
  const { values } = parseArgs({ options })
  const made = values['make-key']
  if (made) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(made, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
    console.log(publicKey(privateKey))
    return
  }
  const { installers, feed, key, channel = 'latest', percent = '100', notes } = values
  if (!installers || !feed || !key || !/^(latest|beta)$/.test(channel) || !/^([1-9]\d?|100)$/.test(percent)) {
    console.error(usage)
    process.exit(2)
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  publish({
    installers,
    feed,
    version,
    channel: channel === 'beta' ? 'beta' : 'latest',
    percent: Number(percent),
    notes: notes ? readFileSync(notes, 'utf8').trim() : '',
    schema: newestSchema,
    key: createPrivateKey(readFileSync(key)),
  })
  console.log(`${version} is in ${feed}.`)
}

if (import.meta.main) main()
