// Offices that announce themselves on the local network, for the page on which one is chosen: looked for as long as that page asks.
import type { NearbyOffice } from '../../../shared/contract/shell.ts'
import type { FoundOffice } from '../../host/discovery.ts'
import type { FaultLog } from './faults.ts'
import type { Offices, PinnedOffice } from './offices.ts'

/** A page that has not asked for so long is gone, ms. */
const pageGoneMs = 10_000

/** Resolves at once with those found so far; never rejects. Nothing is loaded or sent before it is asked for the first time. */
export function nearbyOffices(offices: Pick<Offices, 'list'>, log: FaultLog): () => Promise<NearbyOffice[]> {
  let found: readonly FoundOffice[] = []
  let browsing: Promise<{ close(): Promise<void> } | null> | null = null
  let gone: NodeJS.Timeout | undefined
  const say = (message: string, details?: Record<string, unknown>) => log(message, { code: 'NEARBY', ...details })
  const start = async () => {
    try {
      const { browseOffices } = await import('../../host/discovery.ts')
      return browseOffices({ info: say, warn: say, error: say }, (now) => {
        found = now
      })
    } catch (error) {
      log('offices nearby cannot be looked for', { code: 'NEARBY', error: String(error) })
      return null
    }
  }
  const stop = async () => {
    const before = browsing
    browsing = null
    found = []
    await (await before)?.close()
  }
  return async () => {
    clearTimeout(gone)
    gone = setTimeout(() => void stop(), pageGoneMs)
    gone.unref()
    browsing ??= start()
    await browsing
    return found.map(({ name, address, fingerprint }) => ({ name, address, joined: joinedAs(offices.list(), fingerprint) }))
  }
}

/** By the certificate that was pinned: an address may be another one by now. */
function joinedAs(joined: readonly PinnedOffice[], short: string): string | null {
  return joined.find(({ fingerprint }) => fingerprint.replaceAll(':', '').toLowerCase().startsWith(short))?.id ?? null
}
