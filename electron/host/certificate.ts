// The certificate with which the office is served on the network: made by the host or the office's own, looked at every hour.
import { readFile } from 'node:fs/promises'
import type { CertificateUpload } from '../../shared/domain/certificate.ts'
import { openResponder } from '../adapters/certificates/acme/responder.ts'
import { CertificateError } from '../adapters/certificates/errors.ts'
import { fingerprintOf, fingerprintWords } from '../adapters/certificates/fingerprint.ts'
import { madePair } from '../adapters/certificates/made.ts'
import { machineNames, type Names, namesIn } from '../adapters/certificates/names.ts'
import { arrangedPair, checkedPair, type Pair } from '../adapters/certificates/pair.ts'
import { removePair, storedPair, storePair } from '../adapters/certificates/stored.ts'
import { checkUse, isPubliclyIssued, isSelfSigned, issuerOf } from '../adapters/certificates/use.ts'
import { networkGuard } from '../adapters/outbound/addresses.ts'
import type { Clock, Log } from '../engine/ports.ts'
import { type Acme, openAcme } from './acme.ts'
import type { CertificateInForce, HostCertificate, ReportHealth } from './hostPort.ts'
import { portOf } from './portOf.ts'

/** Files of an office's own certificate. */
export type OwnFiles = { certificate: string; key: string }

type Given = {
  /** The data folder. */
  folder: string
  clock: Clock
  log: Log
  /** Told what is wrong with an office's own. */
  report?: ReportHealth
  /** Names and addresses besides the computer's own. */
  more?: readonly string[]
  /** Instead of what was issued or uploaded and what the host makes. */
  own?: OwnFiles
  /** Networks that the host's own requests may go to; none: everywhere. */
  networks?: () => readonly string[]
  /** Where an issuer is answered, where that is not everywhere. */
  listenOn?: string
  /** This computer's names and addresses now. */
  names?: () => Names
}

const hourMs = 3_600_000
const dayMs = 86_400_000
/** The log says from then on that an office's own certificate ends soon. */
const soonMs = 30 * dayMs
/** So does every console. */
const verySoonMs = 14 * dayMs

/** Reads and checks an office's own certificate and key. Throws CertificateError. */
export async function readOwnCertificate({ certificate, key }: OwnFiles, now: number): Promise<Pair> {
  const pair = checkedPair(await textOf(certificate), await textOf(key), now)
  await checkUse(pair)
  return pair
}

type Read = { pair: Pair; kind: CertificateInForce['kind']; setAside: CertificateError | null }

/** What is to be in force: the files that were named, else what was issued or uploaded, else what the host makes. */
async function read({ folder, clock, own }: Given, names: () => Names, acme: Acme): Promise<Read> {
  if (own) return { pair: await readOwnCertificate(own, clock.now()), kind: 'own', setAside: null }
  const issued = await acme.pair()
  if (issued) return { pair: issued, kind: 'acme', setAside: null }
  const stored = await storedPair(folder, 'own', clock.now()).catch((error: unknown) => {
    if (error instanceof CertificateError) return error
    throw error
  })
  if (stored !== null && !(stored instanceof CertificateError)) return { pair: stored, kind: 'own', setAside: null }
  return { pair: await madePair(folder, names(), clock.now()), kind: 'made', setAside: stored }
}

/**
 * Opens the certificate and follows it until `close()`: one that was made is renewed 30 days before its end or for a new name, one of
 * the office's own is read again from its files. Throws CertificateError where the files that were named cannot be used; in place of an
 * uploaded one that cannot be used the host's own is in force.
 */
export async function openCertificate(given: Given): Promise<HostCertificate> {
  const { clock, log, folder, report = () => {} } = given
  const names = given.names ?? (() => machineNames(given.more))
  const followers = new Set<() => void>()
  const inTurn = oneByOne()
  let address = () => ''
  let closed = false
  let setAside: CertificateError | null = null
  const responder = openResponder({
    ...(given.listenOn === undefined ? {} : { address: given.listenOn }),
    consolePort: () => (address() === '' ? null : portOf(address())),
  })
  const acme = await openAcme({
    ...{ folder, clock, log, report, responder },
    guard: networkGuard(given.networks),
    changed: () => look(),
  })
  let current = judged(await read(given, names, acme))
  warnOf(current)

  /** What was read, as it is in force; says what is wrong with it. */
  function judged({ pair, kind, setAside: aside }: Read): CertificateInForce {
    if (aside && aside.code !== setAside?.code) log.warn('the uploaded certificate is not in force', { error: aside.message })
    setAside = aside
    const left = pair.validUntil - clock.now()
    report('certificateUnusable', aside ? 0 : null)
    report('certificateEnds', kind === 'own' && left < verySoonMs ? Math.max(0, Math.floor(left / dayMs)) : null)
    return inForce(pair, kind)
  }

  function warnOf({ kind, validUntil }: CertificateInForce): void {
    if (kind !== 'own') return
    if (validUntil - clock.now() < soonMs)
      log.warn('the office’s own certificate ends soon', { validUntil: new Date(validUntil).toISOString() })
  }

  function put(found: Read): void {
    if (closed) return
    const next = judged(found)
    if (next.certificate === current.certificate && next.key === current.key) return
    current = next
    log.info('a new certificate is in force', { fingerprint: current.fingerprint })
    warnOf(current)
    for (const changed of followers) changed()
  }

  const look = () =>
    inTurn(async () => put(await read(given, names, acme))).catch((error: unknown) => {
      // What is in force stays so: files may be in the middle of being replaced.
      log.warn('the certificate was not looked at', { error: error instanceof Error ? error.message : String(error) })
    })
  async function check(): Promise<void> {
    await look()
    if (!given.own) await acme.look()
  }
  const later = () =>
    clock.after(hourMs, () => {
      void check().finally(() => {
        if (!closed) timer = later()
      })
    })
  let timer = later()

  return {
    fromFiles: given.own !== undefined,
    challenges: responder,
    acme,
    current: () => current,
    setAside: () => setAside && { problem: setAside.code, facts: setAside.facts },
    address: () => address(),
    servedAt(where) {
      address = where
      void check() // from now on an issuer gets through
    },
    check,
    install: (upload) =>
      inTurn(async () => {
        const pair = await uploaded(upload, clock.now())
        await storePair(folder, 'own', pair)
        put({ pair, kind: 'own', setAside: null })
      }),
    uninstall: () =>
      inTurn(async () => {
        if (current.kind !== 'own' && setAside === null) return false
        await removePair(folder, 'own')
        put(await read(given, names, acme))
        return true
      }),
    makeAnew: () =>
      inTurn(async () => {
        if (current.kind !== 'made') return false
        put({ pair: await madePair(folder, names(), clock.now(), true), kind: 'made', setAside })
        return true
      }),
    follow(changed) {
      followers.add(changed)
      return () => followers.delete(changed)
    },
    async close() {
      closed = true
      timer.cancel()
      await acme.close()
    },
  }
}

async function uploaded({ certificate, key, passphrase }: CertificateUpload, now: number): Promise<Pair> {
  const pair = arrangedPair(certificate, key, passphrase, now)
  await checkUse(pair)
  return pair
}

/** Runs what it is given one after the other. */
function oneByOne() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work)
    last = done.catch(() => {}) // told to who asked for it
    return done
  }
}

function inForce(pair: Pair, kind: CertificateInForce['kind']): CertificateInForce {
  const { certificate, key, leaf, validUntil } = pair
  let known: boolean | undefined
  return {
    kind,
    certificate,
    key,
    names: namesIn(leaf),
    issuer: issuerOf(leaf),
    isPubliclyIssued: () => {
      known ??= isPubliclyIssued(pair)
      return known
    },
    validFrom: leaf.validFromDate.getTime(),
    validUntil,
    // Browsers that do not know who signed it would lose the way past their warning.
    strictTransport: kind !== 'made' && !isSelfSigned(leaf),
    fingerprint: fingerprintOf(leaf),
    words: fingerprintWords(leaf),
  }
}

const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.code === 'EACCES' ? 'it may not be read' : cause.message
    throw new CertificateError('FILE_UNREADABLE', `${path} cannot be read: ${why}.`, { cause })
  })
