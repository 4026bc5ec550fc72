// The certificate with which the office is served on the network: made by the host or the office's own, looked at every hour.
import { readFile } from 'node:fs/promises'
import { CertificateError } from '../adapters/certificates/errors.ts'
import { fingerprintOf, fingerprintWords } from '../adapters/certificates/fingerprint.ts'
import { madePair } from '../adapters/certificates/made.ts'
import { machineNames, type Names, namesIn } from '../adapters/certificates/names.ts'
import { checkedPair, type Pair } from '../adapters/certificates/pair.ts'
import type { Clock, Log } from '../engine/ports.ts'
import type { CertificateInForce, HostCertificate } from './hostPort.ts'

/** Files of an office's own certificate. */
export type OwnFiles = { certificate: string; key: string }

type Given = {
  /** The data folder. */
  folder: string
  clock: Clock
  log: Log
  /** Names and addresses besides the computer's own. */
  more?: readonly string[]
  /** Instead of one that the host makes. */
  own?: OwnFiles
  /** This computer's names and addresses now. */
  names?: () => Names
}

const hourMs = 3_600_000
/** The log says from then on that an office's own certificate ends soon. */
const soonMs = 30 * 86_400_000

/** Reads and checks an office's own certificate and key. Throws CertificateError. */
export async function readOwnCertificate({ certificate, key }: OwnFiles, now: number): Promise<Pair> {
  return checkedPair(await textOf(certificate), await textOf(key), now)
}

/**
 * Opens the certificate and follows it until `close()`: one that was made is renewed 30 days before its end or for a new name, one of
 * the office's own is read again from its files. Throws CertificateError where the office's own cannot be used.
 */
export async function openCertificate(given: Given): Promise<HostCertificate> {
  const { clock, log, folder, own } = given
  const names = given.names ?? (() => machineNames(given.more))
  const followers = new Set<() => void>()
  const read = () => (own ? readOwnCertificate(own, clock.now()) : madePair(folder, names(), clock.now()))
  let current = inForce(await read(), own ? 'own' : 'made')
  let closed = false
  warnOf(current)

  function warnOf(certificate: CertificateInForce): void {
    if (certificate.kind !== 'own') return
    if (certificate.validUntil - clock.now() < soonMs)
      log.warn('the office’s own certificate ends soon', { validUntil: new Date(certificate.validUntil).toISOString() })
  }

  async function check(): Promise<void> {
    try {
      const pair = await read()
      if (closed) return
      if (pair.certificate === current.certificate && pair.key === current.key) return
      current = inForce(pair, current.kind)
      log.info('a new certificate is in force', { fingerprint: current.fingerprint })
      warnOf(current)
      for (const changed of followers) changed()
    } catch (error) {
      // What is in force stays so: files may be in the middle of being replaced.
      log.warn('the certificate was not looked at', { error: error instanceof Error ? error.message : String(error) })
    }
  }
  const later = () =>
    clock.after(hourMs, () => {
      void check().finally(() => {
        if (!closed) timer = later()
      })
    })
  let timer = later()

  return {
    current: () => current,
    check,
    follow(changed) {
      followers.add(changed)
      return () => followers.delete(changed)
    },
    close() {
      closed = true
      timer.cancel()
    },
  }
}

function inForce({ certificate, key, leaf, validUntil }: Pair, kind: CertificateInForce['kind']): CertificateInForce {
  return {
    kind,
    certificate,
    key,
    names: namesIn(leaf),
    validUntil,
    fingerprint: fingerprintOf(leaf),
    words: fingerprintWords(leaf),
  }
}

const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.code === 'EACCES' ? 'it may not be read' : error.message
    throw new CertificateError('FILE_UNREADABLE', `${path} cannot be read: ${why}.`, error)
  })
