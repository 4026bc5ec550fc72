// The managed Asterisk as the host runs it: its configuration from the office's records, its start, its watch, its phones' secrets.
import { randomBytes } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import type { PhoneCredentials } from '../../shared/contract/desk.ts'
import { inFormat } from '../../shared/domain/dial.ts'
import type { OfficeConfig, Trunk } from '../../shared/domain/office.ts'
import type { DeskPhone } from '../../shared/domain/phones.ts'
import { usableOn } from '../../shared/domain/trunk.ts'
import type { TrunkReachability } from '../../shared/domain/trunkReachability.ts'
import { type AsteriskBinary, acquireAsterisk } from '../adapters/pbx/acquire/asterisk.ts'
import { registrationsOf } from '../adapters/pbx/config/trunks.ts'
import { ha1, type PbxConfig, type PbxOutside, type PbxPorts, type PbxTrunk, REALM } from '../adapters/pbx/config/types.ts'
import { type Pbx, portsFor, startPbx } from '../adapters/pbx/process/pbx.ts'
import { freePorts } from '../adapters/pbx/process/ports.ts'
import { barrierTo, letThrough, type PbxUser, reachableBinary } from '../adapters/pbx/process/user.ts'
import { trunkReachabilities } from '../adapters/pbx/reachability.ts'
import { signingIn, TrunkRegistrations } from '../adapters/pbx/registrations.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Clock, Log } from '../engine/ports.ts'
import { unresolved } from './externalAddress.ts'
import type { DeskPhoneAccount } from './services.ts'
import { sipTlsOf } from './sipTls.ts'

type Given = {
  store: Store
  clock: Clock
  log: Log
  /** Where SIP listens, for as long as this host runs. */
  bindAddress: string
  /** How it is seen from outside, for as long. */
  outside?: PbxOutside | undefined
  config(): OfficeConfig
  progress(line: string): void
  bench?: boolean
  /** Whose rights Asterisk is to have; null: the host's own. */
  user: PbxUser | null
}

/** A new softphone secret is made when the old one is older than this, ms. */
const webSecretMs = 12 * 3_600_000
const restartPauses = [0, 1000, 3000, 10_000, 30_000]

const folderOf = (store: Pick<Store, 'folder'>) => join(store.folder, 'pbx')

/** A trunk as Asterisk has to know it; empty texts are as good as none. */
function pbxTrunk(
  {
    kind: _kind,
    context: _context,
    endpoint: _endpoint,
    name: _,
    dialFormat: _format,
    callerId,
    emergency: _marked,
    maxCalls: _most,
    ...trunk
  }: Trunk,
  country: string,
): PbxTrunk {
  const shown = inFormat(callerId, trunk.numbersOut, country).replace(/[ -]/g, '')
  const officeNumber = /^\+?\d{3,32}$/.test(shown) ? { officeNumber: shown } : {}
  const { username, password, authUsername, realm, outboundProxy, fromUser, fromDomain, ...rest } = trunk
  const texts = { username, password, authUsername, realm, outboundProxy, fromUser, fromDomain }
  return { ...rest, ...officeNumber, ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) }
}

export class ManagedPbx {
  readonly ariPassword: string
  readonly ports: PbxPorts
  private readonly given: Given
  private binary: AsteriskBinary | null = null
  private user: PbxUser | null = null
  private pbx: Pbx | null = null
  private unwatch: (() => void) | null = null
  private stopped = false
  private failures = 0
  private lacking: string[] = []
  private written = ''
  private reloading: Promise<void> = Promise.resolve()

  /** How the trunks' registrations stand. */
  readonly registrations: TrunkRegistrations

  private constructor(given: Given, ports: PbxPorts) {
    this.given = given
    this.ports = ports
    this.registrations = new TrunkRegistrations({ pbx: () => this.pbx, trunks: () => this.pbxConfig().trunks })
    this.ariPassword = given.store.secrets.getOrMake('ari', () => randomBytes(24).toString('hex'))
  }

  /** Ports are chosen once and kept, so that a restarted host finds its Asterisk. */
  static async prepare(given: Given): Promise<ManagedPbx> {
    const { secrets } = given.store
    const known = secrets.get('pbx.ports')
    const { bindAddress, store } = given
    const ports = known
      ? await portsFor(folderOf(store), bindAddress, JSON.parse(known) as PbxPorts)
      : await freePorts(bindAddress)
    if (JSON.stringify(ports) !== known) secrets.set('pbx.ports', JSON.stringify(ports))
    return new ManagedPbx(given, ports)
  }

  get ariUrl(): string {
    return `http://127.0.0.1:${this.ports.http}/ari`
  }
  get wsUrl(): string {
    return `ws://127.0.0.1:${this.ports.http}/ws`
  }
  /** Where SIP over UDP can be tried from this machine. */
  get sipHost(): string {
    const { bindAddress } = this.given
    return bindAddress === '0.0.0.0' ? '127.0.0.1' : bindAddress
  }
  /** Where SIP listens; `0.0.0.0`: on every address. */
  get sipAddress(): string {
    return this.given.bindAddress
  }
  /** How it is seen from outside, and which names of that did not resolve when Asterisk was started. */
  get outside(): { seen: PbxOutside | undefined; lacking: readonly string[] } {
    return { seen: this.given.outside, lacking: this.lacking }
  }
  get recordingsDir(): string {
    return join(this.folder, 'spool', 'recording')
  }
  /** Where Asterisk's own voicemail leaves what is said while the host is down. */
  get voicemailDir(): string {
    return join(this.folder, 'spool', 'voicemail', 'default')
  }
  /** Whether each trunk's provider answers OPTIONS. */
  reachabilities(): Promise<TrunkReachability[]> {
    return trunkReachabilities(this.pbx, this.pbxConfig().trunks)
  }
  get folder(): string {
    return folderOf(this.given.store)
  }
  get running(): Pbx | null {
    return this.pbx
  }

  /** Finds or brings the program. Throws PbxError PBX_UNAVAILABLE. */
  async acquire(): Promise<void> {
    let last = ''
    this.binary = await acquireAsterisk({
      onProgress: ({ message }) => {
        if (message !== last) this.given.progress(message)
        last = message
      },
    })
    this.user = await this.unprivileged(this.binary)
  }

  /** The user it can run as: one who reaches the data folder and the program; null: the host's own, which is said where that is root. */
  private async unprivileged(binary: AsteriskBinary): Promise<PbxUser | null> {
    const { user, store, log, progress } = this.given
    if (process.getuid?.() !== 0) return null
    try {
      if (!user) throw new Error('there is no such user as programs.json names')
      const above = dirname(resolve(store.folder))
      const barrier = barrierTo(above, user)
      if (barrier) throw new Error(`${user.name} may not enter ${barrier}; choose another data folder (--data)`)
      this.binary = await reachableBinary(binary, user)
      await letThrough(store.folder, user)
      progress(`Started as root. Asterisk runs as ${user.name}.`)
      return user
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      progress(`Started as root, and Asterisk runs as root, too: ${why}.`)
      log.warn('Asterisk runs as root', { why })
      return null
    }
  }

  /** Starts it, or takes over the one that runs; watches it from then on. */
  async start(): Promise<void> {
    if (!this.binary) throw new Error('acquire() comes first')
    this.lacking = await unresolved(this.given.outside)
    if (this.lacking.length > 0) this.given.log.warn('names of the office do not resolve', { names: this.lacking.join(', ') })
    const config = await this.wholeConfig()
    this.pbx = await startPbx({ folder: this.folder, config, binary: this.binary, ...(this.user ? { user: this.user } : {}) })
    this.written = JSON.stringify(config)
    const started = this.given.clock.now()
    this.unwatch = this.pbx.onExit(() => {
      if (this.given.clock.now() - started > 60_000) this.failures = 0
      this.restart()
    })
  }

  private restart(): void {
    if (this.stopped) return
    this.unwatch?.()
    const pause = restartPauses[Math.min(this.failures++, restartPauses.length - 1)] ?? 0
    this.given.log.warn('Asterisk is gone and is started again', { pause })
    this.given.clock.after(pause, () => {
      if (this.stopped) return
      this.start().catch((error: unknown) => {
        this.given.log.error('Asterisk could not be started again', { error: String(error) })
        this.restart()
      })
    })
  }

  /** The office changed: rewrites what Asterisk reads, if anything of it did. One at a time. */
  reload(): Promise<void> {
    const run = async () => {
      const config = await this.wholeConfig()
      const text = JSON.stringify(config)
      if (!this.pbx || text === this.written) return
      const before = JSON.parse(this.written) as PbxConfig
      await this.pbx.reload(config)
      this.written = text
      await this.registerAnew(config, before)
    }
    this.reloading = this.reloading.then(run, run)
    return this.reloading
  }

  /** A trunk whose account was mended is tried at once: Asterisk waits for its next try, of up to two minutes, where only the account changed. */
  private async registerAnew(config: PbxConfig, before: PbxConfig): Promise<void> {
    const known = new Set(before.trunks.map((trunk) => JSON.stringify(trunk)))
    const changed = signingIn(config.trunks).filter((trunk) => !known.has(JSON.stringify(trunk)))
    for (const { name } of changed.flatMap(registrationsOf))
      await this.pbx
        ?.rx(`pjsip send register ${name}`)
        .catch((error: unknown) => this.given.log.warn('a trunk was not registered anew', { name, error: String(error) }))
  }

  private secretOf(user: string): string {
    return this.given.store.secrets.getOrMake(`sip:${user}`, () => randomBytes(18).toString('base64url'))
  }

  /** With what is read from files, as far as a trunk needs it. */
  private async wholeConfig(): Promise<PbxConfig> {
    const config = this.pbxConfig()
    const phones = config.phoneTransports?.includes('tls') ?? false
    if (!phones && !config.trunks.some(({ transport }) => transport === 'tls')) return config
    const { store, clock, bindAddress } = this.given
    return { ...config, sipTls: await sipTlsOf(store, bindAddress, clock.now()) }
  }

  private pbxConfig(): PbxConfig {
    const { settings, extensions, operators, trunks: all, mailboxes } = this.given.config()
    const phones = this.given.store.office.phones.list()
    const encrypted = new Set(phones.filter(({ transport }) => transport === 'tls').map(({ extension }) => extension))
    const ofOperators = new Set([...operators.values()].map(({ extension }) => extension))
    const { outside } = this.given
    // Those of an Asterisk that others run are none of its own.
    const trunks = [...all.values()].filter((trunk) => usableOn(trunk, 'managed'))
    const emergency = trunks.find((t) => t.emergency) ?? trunks.find((t) => t.id !== 'test')
    return {
      bindAddress: this.given.bindAddress,
      ports: this.ports,
      app: 'cordboard',
      ariUser: 'cordboard',
      ariPassword: this.ariPassword,
      extensions: [...extensions.values()].map(({ number, name, mailbox }) => ({
        number,
        name,
        deskHa1: ha1(number, this.secretOf(number)),
        webHa1: ha1(`${number}-web`, this.secretOf(`${number}-web`)),
        ...(mailbox ? { mailbox } : {}),
        ...(ofOperators.has(number) ? { operator: true } : {}),
        ...(encrypted.has(number) ? { deskSrtp: true } : {}),
      })),
      phoneTransports: [...new Set(phones.map(({ transport }) => transport))].sort(),
      trunks: trunks.map((trunk) => pbxTrunk(trunk, settings.country)),
      emergency: { numbers: settings.emergencyNumbers, ...(emergency ? { trunk: emergency.id } : {}) },
      reception: settings.reception.filter((number) => extensions.has(number)),
      mailboxes: [...mailboxes.values()].map(({ id, extension, maxSeconds }) => ({
        number: id,
        maxSeconds,
        ...(extension ? { extension } : {}),
      })),
      ...(outside ? { outside: { ...outside, ...(this.lacking.length > 0 ? { lacking: this.lacking } : {}) } } : {}),
      ...(this.given.bench ? { bench: true } : {}),
    }
  }

  /** The softphone's credentials: an HA1, never a password; renewed as time goes by. */
  async phoneCredentials(extension: string, displayName: string): Promise<PhoneCredentials> {
    const { secrets } = this.given.store
    const user = `${extension}-web`
    const made = Number(secrets.get(`sipMade:${user}`) ?? 0)
    if (this.given.clock.now() - made > webSecretMs) {
      secrets.set(`sip:${user}`, randomBytes(18).toString('base64url'))
      secrets.set(`sipMade:${user}`, String(this.given.clock.now()))
      await this.reload()
    }
    return {
      extension,
      user,
      realm: REALM,
      domain: '127.0.0.1',
      ha1: ha1(user, this.secretOf(user)),
      webSocket: '/sip',
      displayName,
    }
  }

  async resetDeskPhone(extension: string): Promise<{ user: string; password: string; server: string }> {
    const password = randomBytes(12).toString('base64url')
    this.given.store.secrets.set(`sip:${extension}`, password)
    await this.reload()
    return { user: extension, password, server: `${this.given.bindAddress}:${this.ports.sip}` }
  }

  /** How its desk phone registers; the password is that of all its desk phones. */
  async deskPhone(extension: string, transport: DeskPhone['transport']): Promise<DeskPhoneAccount> {
    const { store, bindAddress, clock } = this.given
    const tls = transport === 'tls' ? await sipTlsOf(store, bindAddress, clock.now()) : null
    const password = this.secretOf(extension)
    return { user: extension, password, address: bindAddress, port: tls?.ports.checked ?? this.ports.sip }
  }

  /** Sends that event to its registered desk phones. */
  async resync(extension: string, event: 'check-sync' | 'resync'): Promise<void> {
    await this.pbx?.rx(`pjsip send notify ${event} endpoint ${extension}`)
  }

  /** Asterisk stays for the callers, unless it is told to end. */
  async stop(withAsterisk: boolean): Promise<void> {
    this.stopped = true
    this.unwatch?.()
    await this.reloading.catch(() => {}) // told where it was asked for
    if (withAsterisk) await this.pbx?.stop()
  }
}
