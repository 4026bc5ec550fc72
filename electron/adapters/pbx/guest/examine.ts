// What the doctor finds on an Asterisk that others run, beyond what it looks at on any: what it lacks of this office, and what of it is set so that
// callers or telephones fare badly.
import { z } from 'zod'
import { type GuestPbxKind, guestFileNames } from '../../../../shared/domain/guest.ts'
import type { Finding } from '../doctor.ts'
import { type AriLogin, askAri, configured, runsModule } from './asked.ts'
import { type CertificateProblem, certificateOf } from './certificate.ts'
import { each, lookAtGuest } from './drift.ts'
import type { GuestConfig } from './files.ts'

type Given = {
  login: AriLogin
  config: GuestConfig
  kind: GuestPbxKind
  /** Whether this host has the application. */
  connected: boolean
}

/** Never rejects; nothing where it does not answer, which is found elsewhere. */
export async function examineGuest({ login, config, kind, connected }: Given): Promise<Finding[]> {
  const certificate = await certificateFinding(login)
  const answers = await askAri(login, '/asterisk/ping').then(
    ({ status }) => status === 200,
    () => false,
  )
  if (!answers) return certificate
  const found = await Promise.all(
    [
      mayChange(login),
      applicationTaken(login, config.app, connected),
      drifted(login, config, kind),
      telephones(login, config),
      sounds(login),
    ].map((one) => one.catch(() => [])),
  ) // gone meanwhile
  return [...certificate, ...found.flat()]
}

const good = (id: Finding['id'], detail: string, facts: Finding['facts'] = {}): Finding => ({
  id,
  ok: true,
  detail,
  help: '',
  facts,
})
const bad = (id: Finding['id'], detail: string, help: string, facts: Finding['facts'] = {}): Finding => ({
  ...{ id, ok: false, detail, help, facts },
})

/** A request that changes nothing, and that a user who may only read is refused. */
async function mayChange(login: AriLogin): Promise<Finding[]> {
  const { status } = await askAri(login, '/channels/cb-none', 'DELETE')
  if (status !== 403) return []
  const user = login.ariUser
  return [bad('readOnly', `${user} may only read`, `Set read_only=no for [${user}] in ari.conf.`, { user })]
}

/** It has one owner. */
async function applicationTaken(login: AriLogin, app: string, connected: boolean): Promise<Finding[]> {
  if (connected) return []
  const { status } = await askAri(login, `/applications/${app}`)
  if (status !== 200) return []
  const help = 'Stop the other host, then start this one again: an Asterisk serves one of them.'
  return [bad('appTaken', `Another host has the application ${app}`, help, { app })]
}

/** What stands in its files otherwise than it should. */
async function drifted(login: AriLogin, config: GuestConfig, kind: GuestPbxKind): Promise<Finding[]> {
  const { drift } = await lookAtGuest(login, config)
  const { phones, dialplan } = guestFileNames[kind]
  const renew = 'Settings, Telephone system, shows the lines.'
  const lines: [Finding['id'], readonly string[] | null, string, (list: string) => string][] = [
    ['phonesMissing', drift.missing, phones, (list) => `${list} missing in ${phones}`],
    ['phonesOutdated', drift.outdated, phones, (list) => `${list} with another secret in ${phones}`],
    ['phonesLeft', drift.left, phones, (list) => `${list} in ${phones}, but not in the office`],
    ['numbersMissing', drift.numbers, dialplan, (list) => `${list} missing in ${dialplan}`],
  ]
  const findings = lines.flatMap(([id, list, file, detail]) =>
    list === null || list.length === 0 ? [] : [bad(id, detail(list.join(', ')), renew, { file, list: list.join(', ') })],
  )
  return findings.length > 0 ? findings : [good('phonesInPlace', `Softphones and numbers are in ${phones} and ${dialplan}`)]
}

/** What consoles speak (RFC 7874, and what Chromium has beyond it). */
const browserCodecs = new Set(['opus', 'ulaw', 'alaw', 'g722'])
/** Keys that never come as such: none at all, or as tones that a codec may spoil. */
const badKeys = new Set(['none', 'inband'])

/** Of the office's telephones there: a codec that consoles speak, and keys that arrive. */
async function telephones(login: AriLogin, { extensions }: GuestConfig): Promise<Finding[]> {
  const opus = await Promise.all(['codec_opus.so', 'codec_opus_open_source.so'].map((name) => runsModule(login, name)))
  const names = extensions.flatMap(({ number }) => [number, `${number}-web`])
  const settings = await each(names, async (name) => ({ name, set: await configured(login, 'endpoint', name) }))
  const known = settings.flatMap(({ name, set }) => (set ? [{ name, set }] : []))
  const speaks = (allowed: string) =>
    codecsIn(allowed).some((codec) => browserCodecs.has(codec) && (codec !== 'opus' || opus.includes(true)))
  const mute = known.filter(({ name, set }) => name.endsWith('-web') && !speaks(set.get('allow') ?? ''))
  const keyless = known.filter(({ set }) => badKeys.has(set.get('dtmf_mode') ?? ''))
  const list = (found: readonly { name: string }[]) => found.map(({ name }) => name).join(', ')
  return [
    ...(mute.length > 0
      ? [
          bad('noCodec', `No codec that consoles speak: ${list(mute)}`, 'Set allow=ulaw,alaw for them in pjsip.conf.', {
            list: list(mute),
          }),
        ]
      : []),
    ...(keyless.length > 0
      ? [
          bad('keys', `Keys do not arrive from ${list(keyless)}`, 'Set dtmf_mode=rfc4733 for them in pjsip.conf.', {
            list: list(keyless),
          }),
        ]
      : []),
  ]
}

/** `(ulaw|alaw)`, as ARI tells them; `none` where there is none. */
const codecsIn = (allowed: string): string[] =>
  allowed
    .replace(/[()]/g, '')
    .split(/[|,]/)
    .map((each) => each.trim())

const listed = z.array(z.unknown())
/** One that is heard where a prompt cannot be played. */
const known = 'vm-intro'

async function sounds(login: AriLogin): Promise<Finding[]> {
  const { status, body } = await askAri(login, `/sounds/${known}`)
  if (status === 200) return []
  const all = await askAri(login, '/sounds')
  const count = String(listed.parse(all.body ?? body ?? []).length)
  const help = 'Install asterisk-core-sounds-en; without it callers hear pips where a prompt cannot be played.'
  return [bad('guestSounds', `The sound ${known} is missing (${count} others are there)`, help, { count })]
}

const certificateHelp: Record<CertificateProblem, string> = {
  expired: 'Renew it (tlscertfile in http.conf).',
  wrongName: 'Use the name that it is for in --ari, or get one for this name.',
  untrusted: 'Start the host with NODE_EXTRA_CA_CERTS=<file of its issuer>.',
}
const certificateIds: Record<CertificateProblem, Finding['id']> = {
  expired: 'certificateExpired',
  wrongName: 'certificateName',
  untrusted: 'certificateUntrusted',
}

async function certificateFinding({ ariUrl }: AriLogin): Promise<Finding[]> {
  if (!ariUrl.startsWith('https:')) return []
  const found = await certificateOf(ariUrl)
  if (found === null) return [] // nobody answers, which is a finding of its own
  const { problem, until, names } = found
  const facts = { where: new URL(ariUrl).hostname, until, names }
  if (problem === null) return [good('certificate', `Its certificate is valid until ${until}`, facts)]
  return [
    bad(certificateIds[problem], `Its certificate: ${problem} (until ${until}, for ${names})`, certificateHelp[problem], facts),
  ]
}
