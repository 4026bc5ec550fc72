// The certificate for public names that is ordered and renewed by itself: when it is due, how its order goes, and what went wrong.
import type { AcmeSettings, AcmeState } from '../../shared/domain/acme.ts'
import { type Issuer, orderCertificate, termsOf } from '../adapters/certificates/acme/order.ts'
import { AcmeError, faultOf } from '../adapters/certificates/acme/problems.ts'
import type { Responder } from '../adapters/certificates/acme/responder.ts'
import { uncovered } from '../adapters/certificates/names.ts'
import { checkedPair, type Pair } from '../adapters/certificates/pair.ts'
import { storedPair, storePair } from '../adapters/certificates/stored.ts'
import { checkUse } from '../adapters/certificates/use.ts'
import type { NetworkGuard } from '../adapters/outbound/addresses.ts'
import type { Clock, Log } from '../engine/ports.ts'
import { acmeFiles, nothing } from './acmeFiles.ts'
import type { ReportHealth } from './hostPort.ts'

export type Acme = Awaited<ReturnType<typeof openAcme>>

type Given = {
  /** The data folder. */
  folder: string
  clock: Clock
  log: Log
  report: ReportHealth
  responder: Responder
  /** Which addresses may be asked. */
  guard: Pick<NetworkGuard, 'forbids' | 'lookupFor'>
  /** Another certificate is stored, or none is to be used any more. */
  changed(): Promise<void>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Renewed that long before its end, or in the last third of one that lives shorter. */
const renewBeforeMs = 30 * dayMs
/** After a failure it is tried again in an hour, then twice that, up to a day: issuers count failures. */
const longestWaitMs = dayMs
/** The issuer's clock may be so far ahead of ours. */
const aheadMs = 300_000
/** Where terms are, is waited for so long, ms. */
const termsMs = 60_000

/** Opens it; nothing is ordered before `look()`. */
export async function openAcme(given: Given) {
  const { folder, clock, log, responder, changed } = given
  const files = await acmeFiles(folder, log)
  let order: { done: Promise<void>; abort(): void } | null = null
  let closed = false
  let said = ''

  /** The certificate, where one is to be used and can be. */
  async function pair(): Promise<Pair | null> {
    if (!files.kept.settings.enabled) return null
    return storedPair(folder, 'acme', clock.now() + aheadMs).catch((error: unknown) => {
      if (said !== String(error)) log.warn('the certificate that was issued cannot be used', { error: String(error) })
      said = String(error)
      return null
    })
  }

  async function dueAt(): Promise<number> {
    const { settings, notBefore } = files.kept
    const found = await pair()
    const fits = found && uncovered(found.leaf, { dns: settings.names, ip: [] }).length === 0
    return Math.max(fits ? renewalOf(found) : 0, notBefore)
  }

  async function tell(): Promise<void> {
    const { settings, failed } = files.kept
    const end = (await pair())?.validUntil ?? clock.now()
    const left = Math.max(0, Math.floor((end - clock.now()) / dayMs))
    given.report('certificateRenewal', settings.enabled && failed ? left : null)
  }

  const issuer = (directory: string, signal: AbortSignal) => issuerOf({ ...given, files }, directory, signal)

  async function run(settings: AcmeSettings, signal: AbortSignal): Promise<void> {
    try {
      const [from, accountKey] = [await issuer(settings.directory, signal), await files.accountKey()]
      const issued = await orderCertificate({ ...from, settings, accountKey, responder }).then((made) =>
        usable(made, clock.now() + aheadMs),
      )
      if (signal.aborted) return
      await storePair(folder, 'acme', issued)
      await files.write({ ...nothing, settings })
      log.info('a certificate was issued', { names: settings.names, until: new Date(issued.validUntil).toISOString() })
    } catch (error) {
      if (signal.aborted) return
      const { code: problem, message } = faultOf(error)
      const failed = { problem, detail: message.slice(0, 500), at: clock.now() }
      const failures = files.kept.failures + 1
      const notBefore = failed.at + waitAfter(failures)
      log.warn('no certificate was issued', { ...failed, again: new Date(notBefore).toISOString() })
      await files.write({ ...files.kept, failures, failed, notBefore })
    }
  }

  function begin(): void {
    const aborter = new AbortController()
    const finish = async () => {
      if (closed || aborter.signal.aborted) return
      order = null
      await tell()
      await changed()
    }
    const done = run(files.kept.settings, aborter.signal)
      .then(finish)
      .catch((error: unknown) => log.error('an order of a certificate had a fault', { error: String(error) }))
    order = { done, abort: () => aborter.abort() }
  }

  async function stop(): Promise<void> {
    order?.abort()
    await order?.done
    order = null
  }

  /** Orders what is due. */
  async function look(): Promise<void> {
    if (!files.kept.settings.enabled || order !== null || closed) return
    const due = (await dueAt()) <= clock.now()
    if (due && order === null && !closed) begin()
    else await tell()
  }

  return {
    pair,
    look,
    get enabled() {
      return files.kept.settings.enabled
    },
    async state(): Promise<AcmeState> {
      const { settings, failed } = files.kept
      return { settings, working: order !== null, failed, nextAt: settings.enabled ? await dueAt() : null }
    },
    /** Puts settings in force and orders at once what is lacking. */
    async save(settings: AcmeSettings): Promise<void> {
      await stop()
      await files.write({ ...nothing, settings })
      await tell()
      await changed()
      await look()
    },
    /** Orders now, whatever was to be waited for; nothing while an order is under way or nothing is to be ordered. */
    now(): void {
      if (files.kept.settings.enabled && order === null && !closed) begin()
    },
    /** Where the issuer's terms of service are; null where it has none. Throws AcmeError. */
    terms: async (directory: string) => termsOf(await issuer(directory, AbortSignal.timeout(termsMs))),
    async close(): Promise<void> {
      closed = true
      await stop()
    },
  }
}

type Files = Awaited<ReturnType<typeof acmeFiles>>

/** Throws AcmeError for a directory that may not be asked. */
async function issuerOf(
  { files, guard }: Pick<Given, 'guard'> & { files: Files },
  directory: string,
  signal: AbortSignal,
): Promise<Issuer> {
  const { hostname, port: named } = new URL(directory)
  const port = Number(named || 443)
  if (guard.forbids(hostname, port))
    throw new AcmeError('unreachable', `${hostname} is outside the networks that requests may go to.`)
  return { directory, signal, trusted: await files.trusted(), lookup: guard.lookupFor(port) }
}

const waitAfter = (failures: number): number => Math.min(hourMs * 2 ** (failures - 1), longestWaitMs)

const renewalOf = ({ leaf, validUntil }: Pair): number =>
  validUntil - Math.min(renewBeforeMs, (validUntil - leaf.validFromDate.getTime()) / 3)

/** Throws AcmeError. */
async function usable({ certificate, key }: { certificate: string; key: string }, now: number): Promise<Pair> {
  try {
    const pair = checkedPair(certificate, key, now)
    await checkUse(pair)
    return pair
  } catch (error) {
    throw new AcmeError('unusable', error instanceof Error ? error.message : String(error), error)
  }
}
