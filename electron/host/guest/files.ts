// What an Asterisk that others run needs, from the records and the secrets of this office.
import { randomBytes } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { type PbxChoice, type PbxFile, pbxChoice } from '../../../shared/domain/guest.ts'
import { ha1 } from '../../adapters/pbx/config/types.ts'
import { canLeast, type GuestCan } from '../../adapters/pbx/guest/asked.ts'
import { dialplanNumbers, type GuestConfig, guestFiles } from '../../adapters/pbx/guest/files.ts'
import { guestReadme } from '../../adapters/pbx/guest/readme.ts'
import type { Store } from '../../adapters/store/store.ts'

export type GuestStore = Pick<Store, 'secrets' | 'office'>

const softphoneSecret = (number: string) => `sip:${number}-web`
const passwordSecret = 'ari.guest'
const choiceSecret = 'pbx.guest'

/** What files were last made for. */
const remembered = pbxChoice.extend({ url: z.string(), user: z.string() })
export type Remembered = z.infer<typeof remembered>

/** Null where none were made yet. */
export function rememberedChoice({ secrets }: Pick<Store, 'secrets'>): Remembered | null {
  const text = secrets.get(choiceSecret)
  return text === null ? null : (remembered.safeParse(JSON.parse(text)).data ?? null)
}

/** The ARI password that was made for it; null where none was. */
export const guestPassword = ({ secrets }: Pick<Store, 'secrets'>): string | null => secrets.get(passwordSecret)

/** What a softphone signs in with there; null where no files were made for it yet. */
export const softphonePassword = ({ secrets }: Pick<Store, 'secrets'>, number: string): string | null =>
  secrets.get(softphoneSecret(number))

export type GuestGiven = {
  choice: PbxChoice
  url: string
  user: string
  /** The ARI user's; without it the office makes one. */
  password?: string | undefined
  can: GuestCan
}

export type GuestFiles = { config: GuestConfig; files: PbxFile[] }

/**
 * The files, with secrets that the office has or makes now, and remembers what they were made for. Throws PBX_CONFIG where something
 * cannot be said in Asterisk's files.
 */
export function makeGuestFiles(store: GuestStore, given: GuestGiven): GuestFiles {
  const config = guestConfig(store, given, (name, make) => store.secrets.getOrMake(name, make))
  const files = guestFiles(config)
  store.secrets.set(passwordSecret, config.ariPassword)
  const { url, user, choice } = given
  store.secrets.set(choiceSecret, JSON.stringify({ ...choice, url, user } satisfies Remembered))
  return { config, files }
}

/** What the files would be made from now, without making anything: an extension whose secret is still to be made is as one that is missing. */
export function presentConfig(store: GuestStore, login: { url: string; user: string; password: string }): GuestConfig {
  const choice = rememberedChoice(store) ?? { kind: 'plain' as const, context: 'default' }
  const { kind, context } = choice
  return guestConfig(store, { choice: { kind, context }, ...login, can: canLeast }, (name) => store.secrets.get(name) ?? '')
}

function guestConfig(store: GuestStore, given: GuestGiven, secret: (name: string, make: () => string) => string): GuestConfig {
  const { choice, url, user, password, can } = given
  const { settings, extensions, routes } = store.office.loadConfig()
  return {
    ...choice,
    ...can,
    ariUrl: url,
    ariUser: user,
    ariPassword: password || secret(passwordSecret, () => randomBytes(24).toString('hex')),
    app: 'cordboard',
    extensions: [...extensions.values()].map(({ number, name }) => ({
      number,
      name,
      webHa1: ha1(
        `${number}-web`,
        secret(softphoneSecret(number), () => randomBytes(18).toString('base64url')),
      ),
    })),
    numbers: dialplanNumbers(routes.keys()),
    emergency: settings.emergencyNumbers,
    reception: settings.reception.filter((number) => extensions.has(number)),
  }
}

/** The files by name, as they are put on a disk; what are lines for a file of theirs stands in README.txt. */
export function filesByName({ config, files }: GuestFiles): Record<string, string> {
  const { ariUrl, ariUser } = config
  const start = `npm run host -- --ari ${ariUrl}${ariUser === 'cordboard' ? '' : ` --ari-user ${ariUser}`}`
  const whole = files.filter(({ way }) => way === 'file' || way === 'block')
  return {
    'README.txt': guestReadme(config, files, start),
    ...Object.fromEntries(whole.map(({ name, text }) => [name, text])),
  }
}

/** The same as one file. */
export const archiveOf = (made: GuestFiles): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(filesByName(made)).map(([name, text]) => [`cordboard/${name}`, strToU8(text)])))
