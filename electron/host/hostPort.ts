// What the programs (headless and desktop) need of a host; `electron/host/host.ts` composes one.

import type { Socket } from 'node:net'
import type { CertificateState, CertificateUpload } from '../../shared/domain/certificate.ts'
import type { HealthCode, HealthProblem } from '../../shared/domain/health.ts'
import type { LockoutStore } from '../engine/ports.ts'
import type { AcmePort, PbxKind, Services, User } from './services.ts'

/** `recordings`: its recordings folder, where it sees the same files as this host; without it prompts are fetched from `host` and `port`. */
export type MediaAccess = { recordings?: string; host?: string; port?: number }

export type HostOptions = {
  /** Absolute path; made when missing. One host at a time. */
  data: string
  /** Simulated callers and operators, whatever telephone system there is; false: never, absent: where no Asterisk can be had. */
  demo?: boolean
  /** Of the demo office only the telephone system: nobody calls, and it is seeded like any new office. */
  quiet?: boolean
  /** An Asterisk of one's own instead of a managed one; without a password it is the one that the office made for it. */
  ari?: { url: string; user: string; password?: string }
  /** How sound gets to an Asterisk of one's own, and from it. */
  media?: MediaAccess
  /** Address Asterisk listens on for phones and trunks where neither `sipHost` nor the office says one; default 127.0.0.1. */
  bindAddress?: string
  /** The same, before what the office says. */
  sipHost?: string
  /** The office's settings say whether consoles are on the network, and Asterisk is where they are unless something above says where. */
  listensByOffice?: boolean
  /** Ends the managed Asterisk with the host; by default it stays and serves callers. */
  stopPbx?: boolean
  /** Adds what the benchmarks compare with to Asterisk's configuration. */
  bench?: boolean
  /** Ends this host and starts it anew on the same address: what a restored backup needs. Without it somebody does so by hand. */
  restart?: () => void
  /** How often the host was started anew after faults of its own. */
  restartedAfterFault?: number
  /** One line of what is being done (bringing Asterisk, starting it). */
  progress?: (line: string) => void
}

export type Accounts = {
  count(): number
  get(id: string): User | null
  save(user: Omit<User, 'id'> & { id?: string }, password?: string): Promise<User>
  list(): User[]
  verify(login: string, password: string): Promise<User | null>
  openSession(userId: string): { token: string; expiresAt: number }
  session(token: string): User | null
  closeSession(token: string): void
}

export type HostMedia = {
  /** Absolute path of a kept file; throws MediaError (`notFound`). */
  absolute(kind: 'recordings' | 'voicemail' | 'prompts', file: string): string
}

/** The certificate that new connections from the network are served with. */
export type CertificateInForce = {
  kind: CertificateState['kind']
  /** PEM: the host's certificate first, then those that lead to its issuer. */
  certificate: string
  /** PEM of the private key. */
  key: string
  names: { dns: string[]; ip: string[] }
  issuer: string
  /** Whether browsers know who issued it; takes some 30 ms the first time. */
  isPubliclyIssued(): boolean
  /** Epoch ms. */
  validFrom: number
  validUntil: number
  /** Whether browsers are told to use nothing but TLS for its names. */
  strictTransport: boolean
  /** SHA-256: pairs of hexadecimal digits with colons between. */
  fingerprint: string
  /** The fingerprint's first 66 bits. */
  words: string[]
}

/** What an issuer asks that wants to know whether a name is this host's. */
export type Challenges = {
  /** The text at that path of plain HTTP; null where it is none of these. */
  answer(path: string | undefined): string | null
  /** Whether a TLS connection that begins with these bytes is the issuer's. */
  isChallenge(bytes: Buffer): boolean
  /** Answers such a connection, and ends it. */
  take(socket: Socket): void
}

export type HostCertificate = {
  readonly challenges: Challenges
  readonly acme: AcmePort
  /** The files of an office's own were named at the start: nothing that is uploaded comes into force. */
  readonly fromFiles: boolean
  current(): CertificateInForce
  /** Why what was uploaded is not in force. */
  setAside(): CertificateState['setAside']
  /** The console's address on the network; empty before it is served. */
  address(): string
  /** Where it is served, from now on; asked each time, as another certificate may be for another name. */
  servedAt(address: () => string): void
  /** Stores an office's own and puts it in force. Throws CertificateError. */
  install(upload: CertificateUpload): Promise<void>
  /** Removes it, so that the host's own is in force; false when there is none. */
  uninstall(): Promise<boolean>
  /** Another key and certificate of the host's making; false while an office's own is in force. */
  makeAnew(): Promise<boolean>
  /** Looks whether another one is to be in force now; does so by itself every hour. */
  check(): Promise<void>
  /** Told when another one is in force; returns what ends that. */
  follow(changed: () => void): () => void
  close(): Promise<void>
}

/** There is this problem of the host, or (`count` null) no more. */
export type ReportHealth = (code: HealthCode, count: number | null) => void

/** A plain object: the desktop app spreads it, and `deps`, to put something else in their place. */
export type Host = {
  /** What the procedures work on. */
  deps: Services
  users: Accounts
  /** Signs the cookies of devices that signed in before. */
  deviceKey(): string
  signInLockouts: LockoutStore
  media: HostMedia
  /** Who an API token stands for; null for one that is none. */
  apiTokens: { user(token: string): User | null }
  /** Recordings as other servers get them. */
  recordingLinks: { opens(file: string, key: string): boolean; servedAt(address: string): void }
  pbxKind: PbxKind
  /** Whether calls can be taken now. */
  ready(): boolean
  /** What is wrong while calls are taken all the same. */
  problems(): HealthProblem[]
  report: ReportHealth
  /** Where the telephone system speaks SIP over WebSocket; null where it does not (demo). */
  sipWebSocketUrl(): string | null
  /** Releases everything; calls stay with Asterisk. `keepPbx`: also where the host was told to end it. */
  stop(keepPbx?: boolean): Promise<void>
}

/** Resolves as soon as consoles can be served; calls may be taken later (`ready`). Throws a coded StoreError, e.g. LOCKED. */
export type StartHost = (options: HostOptions) => Promise<Host>
