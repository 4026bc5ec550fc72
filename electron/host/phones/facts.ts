// What one phone is told: the office's settings, its extension, its account, and where its settings will be the next time.
import { createHash } from 'node:crypto'
import { loginKeyOf } from '../../../shared/domain/loginKey.ts'
import type { Language, OfficeConfig } from '../../../shared/domain/office.ts'
import type { DeskPhone } from '../../../shared/domain/phones.ts'
import { fileOf, templateOf } from '../../../shared/provisioning/makers.ts'
import { renderPhone } from '../../../shared/provisioning/render.ts'
import type { PhoneFacts, PhoneKey } from '../../../shared/provisioning/variables.ts'
import { REALM } from '../../adapters/pbx/config/types.ts'
import type { DeskPhoneAccount } from '../services.ts'

/** On the login key, in the office's language. */
const loginLabels: Record<Language, string> = {
  en: 'Log in/out',
  de: 'An-/Abmelden',
  fr: 'Connexion',
  es: 'Conexión',
  nl: 'Aan-/afmelden',
}

type Told = {
  phone: DeskPhone
  config: Pick<OfficeConfig, 'settings' | 'extensions' | 'operators'>
  account: DeskPhoneAccount
  /** By which name the phone reaches this host. */
  host: string
  folder: string
  trusted: boolean
  year: number
}

/** All that it is told; a host that listens everywhere is where the phone reached it. */
export function phoneFacts({ phone, config, account, host, folder, trusted, year }: Told): PhoneFacts {
  const { settings, extensions } = config
  return {
    user: account.user,
    password: account.password,
    realm: REALM,
    server: account.address === '0.0.0.0' || account.address === '::' ? host : account.address,
    port: account.port,
    transport: phone.transport,
    name: extensions.get(phone.extension)?.name ?? phone.extension,
    extension: phone.extension,
    language: settings.language,
    timeZone: settings.timeZone,
    year,
    ntp: `${settings.country.toLowerCase()}.pool.ntp.org`,
    keys: keysOf(phone, config),
    folder,
    file: fileOf(phone.maker, phone.mac, phone.model),
    trusted,
  }
}

/** The login key first, where its extension has an operator; then the lamps of extensions that there are. */
function keysOf({ extension, lamps, loginKey }: DeskPhone, { settings, extensions, operators }: Told['config']): PhoneKey[] {
  const hasOperator = [...operators.values()].some((operator) => operator.extension === extension)
  const login = { value: loginKeyOf(extension), label: loginLabels[settings.language] }
  const others = lamps.flatMap((number) => {
    const watched = extensions.get(number)
    return watched ? [{ value: number, label: watched.name }] : []
  })
  return [...(loginKey && hasOperator ? [login] : []), ...others]
}

/** A hash of what a phone would be given now, whenever and wherever it asks. */
export function fingerprintOf(facts: PhoneFacts, { maker, mac }: DeskPhone): string {
  const always = { ...facts, folder: 'https://host/', server: '', year: 2000, trusted: false }
  return createHash('sha256')
    .update(renderPhone(templateOf(maker), always, mac).text)
    .digest('hex')
}
