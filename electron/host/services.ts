// What the procedures work on: the engine, and of the store and the telephone system only what they call.
import type { z } from 'zod'
import type { BackupsState } from '../../shared/contract/backups.ts'
import type { PhoneCredentials } from '../../shared/contract/desk.ts'
import type { flowVersion, problem } from '../../shared/contract/flows.ts'
import type { system, user } from '../../shared/contract/settings.ts'
import type { SimulationView } from '../../shared/contract/simulate.ts'
import type { AcmeSettings, AcmeState } from '../../shared/domain/acme.ts'
import type { AuditEntry } from '../../shared/domain/audit.ts'
import type { Backend } from '../../shared/domain/backend.ts'
import type { BackendTrial } from '../../shared/domain/backendTrial.ts'
import type { BackupSettings } from '../../shared/domain/backup.ts'
import type { CallHandling } from '../../shared/domain/callHandling.ts'
import type { CallNote, CallRecord } from '../../shared/domain/calls.ts'
import type { CertificateState, CertificateUpload } from '../../shared/domain/certificate.ts'
import type { Contact, ListedContact, StagedContact } from '../../shared/domain/contacts.ts'
import type { GuestState, PbxChoice, PbxFile } from '../../shared/domain/guest.ts'
import type { LoopDelay } from '../../shared/domain/health.ts'
import type { MailFailure, MailSettings } from '../../shared/domain/mail.ts'
import type {
  AudioPrompt,
  BlockRule,
  Extension,
  HoursOverride,
  Language,
  Mailbox,
  OfficeConfig,
  OfficeSettings,
  Operator,
  OutgoingRule,
  Queue,
  Route,
  Trunk,
} from '../../shared/domain/office.ts'
import type { OfficeSchedule } from '../../shared/domain/officeSchedule.ts'
import type { PbxAbility } from '../../shared/domain/pbxAbility.ts'
import type { DeskPhone } from '../../shared/domain/phones.ts'
import type { Preferences } from '../../shared/domain/preferences.ts'
import type { RecoveredFile } from '../../shared/domain/recovered.ts'
import type { RingingOfUsers } from '../../shared/domain/ringing.ts'
import type { TrashKind } from '../../shared/domain/trash.ts'
import type { TrunkReachability } from '../../shared/domain/trunkReachability.ts'
import type { TrunkRegistration } from '../../shared/domain/trunkRegistration.ts'
import type { SpeechSettings } from '../../shared/domain/voices.ts'
import type { Wallboard } from '../../shared/domain/wallboard.ts'
import type { WebhookEvent, WebhookRecord } from '../../shared/domain/webhooks.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { RunResult, SimulatedAct, SimulatedStart } from '../../shared/flow/run.ts'
import type { SipWatch } from '../adapters/pbx/sipLadder.ts'
import type { ApiTokens } from '../adapters/store/apiTokens.ts'
import type { Questions } from '../adapters/store/questions/answers.ts'
import type { Ask } from '../adapters/store/questions/questions.ts'
import type { EngineApi } from '../engine/api.ts'
import type { CallbackStore, Clock, Log, MediaStore, Speech, VoicemailStore } from '../engine/ports.ts'
import type { HolidaySource } from './calendars.ts'
import type { DeskPhoneAccount, PhonesPort } from './phonesPort.ts'
import type { ProgramsPort, ScriptsPort } from './programsPort.ts'

export type { DeskPhoneAccount, PhoneAnswer, PhoneRequest, PhonesPort, ServedHttps } from './phonesPort.ts'
export type { Questions }

/** `scopes`: of an API token, what it may call; empty or absent: all that the role may. */
export type User = z.infer<typeof user> & { scopes?: readonly string[] }
export type Problem = z.infer<typeof problem>
export type FlowVersion = z.infer<typeof flowVersion>
export type PbxKind = 'managed' | 'external' | 'demo'
type Outputs<T> = T extends { '~orpc': { outputSchema?: infer S } } ? (S extends z.ZodType ? z.infer<S> : never) : never
export type Check = Outputs<typeof system.status>['checks'][number]
export type Starter = NonNullable<Outputs<typeof system.starter>>

/** A keyed list of the office's records. */
export type Records<T> = {
  list(): T[]
  get(id: string): T | null
  save(value: T): void
  remove(id: string): boolean
  replaceAll(values: readonly T[]): void
}

export type OfficeRecords = {
  settings: { get(): OfficeSettings; save(value: OfficeSettings): void }
  queues: Records<Queue>
  operators: Records<Operator>
  extensions: Records<Extension>
  trunks: Records<Trunk>
  mailboxes: Records<Mailbox>
  routes: Records<Route>
  prompts: Records<AudioPrompt>
  outgoing: Records<OutgoingRule>
  blocked: Records<BlockRule>
  hours: Records<HoursOverride>
  schedules: Records<OfficeSchedule>
  backends: Records<Backend>
  speech: { get(): SpeechSettings; save(value: SpeechSettings): void }
  webhooks: Records<WebhookRecord>
  wallboards: Records<Wallboard>
  phones: Records<DeskPhone>
  handling: Records<CallHandling>
  mail: { get(): MailSettings; save(value: MailSettings): void }
}

export type FlowRows = {
  list(): {
    id: string
    name: string
    publishedVersion: number | null
    draftUpdatedAt: number
    revision: number
    changed: boolean
  }[]
  draft(id: string): { document: FlowDocument; revision: number } | null
  published(id: string): { version: number; document: FlowDocument } | null
  create(document: FlowDocument): void
  save(document: FlowDocument, revision: number): number
  publish(id: string, revision: number, by: string, note: string): FlowVersion
  versions(id: string): FlowVersion[]
  version(id: string, version: number): FlowDocument | null
  restore(id: string, version: number): number
  remove(id: string): boolean
  bringBack(id: string): boolean
}

type Trashed = { id: number; kind: TrashKind; name: string; removedAt: number; removedBy: string; body: unknown }
type Audited = { userId: string; action: string; target: string; detail?: string | undefined }

type Overlay<N extends 'callbacks' | 'voicemails'> = {
  overlay(filter: Questions[N]['ask']): (found: Questions[N]['answer']) => Questions[N]['answer']
}

export type RpcStore = {
  apiTokens: Pick<ApiTokens, 'list' | 'create' | 'revoke'>
  signInLockouts: { load(): { key: string; failures: number[]; lockedUntil: number | null }[]; remove(key: string): void }
  office: OfficeRecords
  users: RingingOfUsers & {
    list(): User[]
    get(id: string): User | null
    /** Adds, with a hash, or changes. */
    write(user: User, hash?: string): User
    hashPassword(password: string): Promise<string>
    hashGenerated(password: string): Promise<string>
    verify(login: string, password: string): Promise<User | null>
    /** A new password; every session of the user but that one ends. */
    setPassword(id: string, hash: string, session: string | undefined): void
    newId(): string
    remove(id: string): boolean
  }
  preferences: { get(userId: string): Preferences; save(userId: string, chosen: Preferences): void }
  pins: {
    reset(operatorId: string, length: number): Promise<string>
    prepare(length: number, made?: Set<string>): Promise<{ pin: string; assign(operatorId: string): void }>
    has(operatorId: string): boolean
    lengths(): number[]
  }
  flows: FlowRows
  /** One call by its id, without its story, and its notes; everything else of the history is asked by `ask`. */
  calls: { record(id: string): CallRecord | null; notes(id: string): CallNote[] }
  /** Who called by what a network asserts beside a withheld number. */
  identities: { of(callId: string): string | null }
  /** Lists that grow are asked by `ask`; `overlay` adds to them what waits for the disk. */
  callbacks: Pick<CallbackStore, 'get'> & Overlay<'callbacks'>
  voicemails: Pick<VoicemailStore, 'get' | 'save'> & Overlay<'voicemails'> & { remove(id: string): boolean }
  outbox: { overlay(limit: number): (found: Questions['deliveries']['answer']) => Questions['deliveries']['answer'] }
  mails: { overlay(limit: number): (found: Questions['mails']['answer']) => Questions['mails']['answer'] }
  audit: {
    add(entry: Audited): void
    /** Does the work and notes what it changed, both or neither. */
    record<T>(entry: Audited, work: () => T): { result: T; id: number }
    get(id: number): AuditEntry | null
    /** Takes a change back unless `check` throws; NOT_FOUND, CONFLICT. */
    undo(id: number, userId: string, check: () => void): void
  }
  contacts: {
    get(userId: string, id: string): ListedContact | null
    save(userId: string, contact: Contact): string
    remove(id: string): boolean
    mark(userId: string, id: string, favourite: boolean, speedDial: number | null): void
    /** Slices nobody sees until `settle`, which puts them all in force; `sweep`, until it is false, removes what is not. */
    beginImport(): {
      add(slice: readonly StagedContact[]): void /** From here on the import is done, whatever comes. */
      commit(): void
      /** Puts some of it in force; false when all is. */
      settle(): boolean
      sweep(): boolean
    }
  }
  trash: {
    put<T>(item: { kind: TrashKind; name: string; by: string; body: unknown }, remove: () => T): T
    get(id: number): Trashed | null
    take(id: number, restore?: () => void): void
  }
  recovered: {
    get(id: string): RecoveredFile | null
    /** The files that belong to the call beside its recording: some, by the index. */
    ofCall(callId: string): string[]
    add(sound: RecoveredFile): void
    remove(id: string): boolean
    /** Makes it the recording of a call that has none; false otherwise. */
    giveToCall(id: string, callId: string, file: string): boolean
  }
  flowSecrets: {
    names(): string[]
    set(name: string, value: string): void
    remove(name: string): boolean
    /** The record with references in place of the secrets in it, which are kept. */
    hideIn<T extends { url: string }>(owner: string, record: T): T
  }
  starter: { get(): Omit<Starter, 'sipAddress'> | null; dismiss(): void }
}

/** The telephone system as the host set it up. */
export type PbxPort = {
  readonly kind: PbxKind
  /** How the softphone of that extension registers. Throws EngineError NO_PHONE when it has none. */
  phoneCredentials(extension: string, displayName: string): Promise<PhoneCredentials> | PhoneCredentials
  /** Gives the extension's desk phone a new password; it is nowhere else. */
  resetDeskPhone(extension: string): Promise<{ user: string; password: string; server: string }>
  /** How the extension's desk phone registers by that transport. Throws EngineError REFUSED where the Asterisk is not ours. */
  deskPhone(extension: string, transport: DeskPhone['transport']): Promise<DeskPhoneAccount>
  /** Tells the extension's registered desk phones to fetch their settings; nothing where none is. `event`: SIP's, `check-sync`, `resync`. */
  resync(extension: string, event: 'check-sync' | 'resync'): Promise<void>
  checks(): Promise<Check[]> | Check[]
  /** How the trunks that register stand; empty where the Asterisk is not ours. */
  registrations(): Promise<TrunkRegistration[]>
  /** Whether each trunk's provider answers OPTIONS; of an Asterisk that others run, whether its endpoint is online. Rejects while that does not answer. */
  reachabilities(): Promise<TrunkReachability[]>
  /** Keeps the SIP messages that pass from now on; null where the Asterisk is not ours, or does not run. */
  watchSip(): Promise<SipWatch | null>
  /** Where our own Asterisk's SIP listens; null where it is not ours. */
  readonly sipAddress: string | null
  /** UDP ports of its sound; null where it is not ours. */
  readonly soundPorts: { first: number; last: number } | null
  /** What it was found unable to do, as far as that is known by now; empty where it is ours. */
  lacks(): readonly PbxAbility[]
  /** Of an Asterisk that others run; null otherwise. */
  readonly guest: GuestPort | null
}

/** What an Asterisk that others run needs for this office. */
export type GuestPort = {
  /** As one .zip file; what softphones sign in with is made where it is missing. Rejects with INVALID for what cannot be said there. */
  archive(choice: PbxChoice): Promise<Uint8Array>
  /** The same piece by piece; `numbers`: those that lead to a flow. */
  files(choice: PbxChoice): Promise<{ files: PbxFile[]; numbers: string[] }>
  /** What it has of this office, and telephones of its own. */
  state(): Promise<GuestState>
}

/** Orders and renews a certificate for public names. */
export type AcmePort = {
  readonly enabled: boolean
  state(): Promise<AcmeState>
  /** Orders at once what the settings want and is not there. */
  save(settings: AcmeSettings): Promise<void>
  /** Orders now, without waiting. */
  now(): void
  /** Where an issuer's terms of service are. Throws an error with an AcmeProblem as its code. */
  terms(directory: string): Promise<string | null>
}

/** The certificate that consoles on the network are served with; its key goes in and never comes out. */
export type CertificatePort = {
  state(): Promise<CertificateState>
  /** Puts an office's own in force. Throws EngineError CERTIFICATE. */
  install(upload: CertificateUpload): Promise<void>
  /** False when there is none to take away. */
  uninstall(): Promise<boolean>
  /** False while another one is in force. */
  makeAnew(): Promise<boolean>
  acme: AcmePort
}

export type OutboxPort = {
  resend(id: string): boolean
}

/** The office's mail; its password goes in and never comes out. */
export type MailPort = {
  passwordSet(): boolean
  /** An empty one takes it away. */
  setPassword(password: string): void
  /** Sends a mail to that address now, by the account that is saved; `failure` is null where the server took it. */
  test(to: string): Promise<{ failure: MailFailure | null; answer: string }>
  /** Tries a mail that is not sent yet at once; false when there is none. */
  retry(id: string): boolean
}

/** One simulated call under way. */
export type Simulation = {
  readonly id: string
  readonly closed: boolean
  /** Tells what is to be seen, now and after every change; `ended` once, when it is released. */
  follow(tell: (view: SimulationView) => void, ended: () => void): void
  act(act: SimulatedAct): Promise<void>
  pace(moving: boolean): Promise<void>
  /** Releases it; the second time does nothing. */
  close(): Promise<void>
}

export type SimulationPort = {
  /** Throws REFUSED when the owner or the host has too many. */
  open(given: { document: FlowDocument; start: SimulatedStart }, owner: string): Promise<Simulation>
  find(id: string, owner: string): Simulation | null
  /** Runs the flow's tests. */
  runs(document: FlowDocument): Promise<RunResult[]>
  readonly count: number
  close(): Promise<void>
}

export type BackupPort = {
  /** Tells the state now and after every change; returns the way to leave. */
  follow(tell: (state: BackupsState) => void): () => void
  /** Throws INVALID (`password`) while there is none. */
  save(settings: BackupSettings, password: string | undefined): void
  /** Each begins, and how it goes is in the state. Throw CONFLICT while something is under way, NOT_FOUND. */
  make(): void
  open(name: string, password: string): void
  restore(name: string, userId: string): void
  stop(): Promise<void>
  remove(name: string): Promise<void>
  /** The file's absolute path. */
  path(name: string): string
  /** Keeps a file that comes from elsewhere; returns its name. Throws INVALID for what is no backup. */
  receive(body: AsyncIterable<Uint8Array>): Promise<string>
}

export type Services = {
  /** What is known of public holidays. */
  holidays: HolidaySource
  /** Questions to the history and the directory, answered on other threads than the one that runs calls. */
  ask: Ask
  engine: EngineApi
  store: RpcStore
  outbox: OutboxPort
  mail: MailPort
  scripts: ScriptsPort
  programs: ProgramsPort
  webhooks: {
    /** Makes a webhook's secret anew (`flows`: the one for Webhook nodes) and returns it, this once. */
    newSecret(id: string): string
    /** Sends an example; returns the delivery's id. */
    test(hook: WebhookRecord, event: WebhookEvent): string
  }
  /** Asks it once as for that call, which is not there. */
  tryBackend(backend: Backend, call: { from: string; to: string }): Promise<BackendTrial>
  simulations: SimulationPort
  backups: BackupPort
  media: Pick<MediaStore, 'absolute' | 'remove' | 'storePrompt'> & {
    /** Moves a kept file to the other place. Throws MediaError(`notFound`). */
    move(file: string, from: 'recordings' | 'voicemail', to: 'recordings' | 'voicemail'): Promise<void>
  }
  speech: Pick<Speech, 'render'> & {
    /** Of the settings in force, or of others. */
    voices(settings?: SpeechSettings): Promise<{ id: string; language: string; name: string }[]>
    /** With settings that are not in force; throws an error whose message says why it cannot be heard. */
    attempt(settings: SpeechSettings, said: { text: string; language: Language }): Promise<{ path: string }>
  }
  pbx: PbxPort
  phones: PhonesPort
  /** Null where the host serves this computer only. */
  certificate: CertificatePort | null
  /** The snapshot in force. */
  config(): OfficeConfig
  /** Loads the configuration anew, tells the engine and the telephone system. */
  configChanged(): Promise<void>
  /** The flow validator (shared/flow/validate.ts). */
  validate(document: unknown): Problem[]
  /** Whether a password is none that is easily guessed; `names` are the person's. */
  isStrong(password: string, names: readonly string[]): Promise<boolean>
  clock: Clock
  log: Log
  version: string
  startedAt: number
  /** How late the thread that runs calls was. */
  loop(): LoopDelay
}

/** What a connection brings. `user` is read anew for every call: a session that ended ends the connection's rights with it. */
export type RpcContext = {
  readonly user: User | null
  readonly consoleId: string
  /** The session's token, where there is one. */
  readonly session?: string
  /** Where its softphone connects to, for a page that cannot reach it through the host's own origin. */
  readonly sipWebSocket?: string | null
}

/** Those services and, of the store, those repositories: what one part of a server works on. */
export type Uses<Service extends keyof Services, Repository extends keyof RpcStore = never> = Pick<
  Services,
  Exclude<Service, 'store'>
> &
  ([Repository] extends [never] ? unknown : { store: Pick<RpcStore, Repository> })
