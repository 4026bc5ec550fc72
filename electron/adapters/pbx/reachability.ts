// Whether the trunks' providers answer OPTIONS, as Asterisk knows it of their servers.
import type { TrunkReachability } from '../../../shared/domain/trunkReachability.ts'
import { placesOf } from './config/trunks.ts'
import type { PbxTrunk } from './config/types.ts'
import type { Pbx } from './process/pbx.ts'

/** Place and address, a hash, the state, and how long the last answer took. */
const LISTED = /^ *Contact: +([^\s/]+)\/\S* +\S+ +(Avail|Unavail|NonQual|Unknown) +(\S+)/gm

type Listed = { reachable: boolean | null; roundTripMs: number | null }

/** The state of each place in `pjsip show contacts`, by its name. */
export function listedContacts(list: string): Map<string, Listed> {
  return new Map(
    [...list.matchAll(LISTED)].map(([, name = '', state, took]) => {
      const reachable = state === 'Avail' ? true : state === 'Unavail' ? false : null
      return [name, { reachable, roundTripMs: reachable && Number.isFinite(Number(took)) ? Number(took) : null }]
    }),
  )
}

/** Of every trunk; nothing while no Asterisk runs. Rejects where it cannot be asked. */
export async function trunkReachabilities(
  pbx: Pick<Pbx, 'rx'> | null,
  trunks: readonly PbxTrunk[],
): Promise<TrunkReachability[]> {
  if (!pbx || trunks.length === 0) return []
  const listed = listedContacts(await pbx.rx('pjsip show contacts'))
  return trunks.map((trunk) => {
    const places = placesOf(trunk).flatMap(({ name }) => listed.get(name) ?? [])
    const best = places.find(({ reachable }) => reachable) ?? places.find(({ reachable }) => reachable === false)
    return { trunkId: trunk.id, reachable: best?.reachable ?? null, roundTripMs: best?.roundTripMs ?? null }
  })
}
