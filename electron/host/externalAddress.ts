// How an office behind a router is seen from outside: from its settings, and whether that can be.
import { lookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { privateNetworks } from '../../shared/domain/callSettings.ts'
import type { OfficeSettings } from '../../shared/domain/office.ts'
import type { PbxOutside } from '../adapters/pbx/config/types.ts'
import type { Check } from './services.ts'

/** What the office's settings say of it; undefined where the office is seen as it is. */
export function seenFromOutside(settings: OfficeSettings): PbxOutside | undefined {
  const { externalMediaAddress: media, externalSignalingAddress, externalSignalingPort: port, localNetworks } = settings
  const signaling = externalSignalingAddress || media
  if (signaling === '') return undefined
  return {
    ...(media === '' ? {} : { mediaAddress: media }),
    signalingAddress: signaling,
    ...(port === 0 ? {} : { signalingPort: port }),
    localNetworks: localNetworks.length > 0 ? localNetworks : privateNetworks,
  }
}

const placesOf = ({ mediaAddress, signalingAddress }: PbxOutside) =>
  [...new Set([mediaAddress, signalingAddress])].filter((each) => each !== undefined)

/** A name server that says nothing must not keep the office without telephones, ms. */
const lookupMs = 4000

/** The names among its addresses that nobody knows now. */
export async function unresolved(
  seen: PbxOutside | undefined,
  resolve: (name: string) => Promise<unknown> = lookup,
): Promise<string[]> {
  const names = seen ? placesOf(seen).filter((place) => isIP(place) === 0) : []
  const found = await Promise.all(names.map((name) => inTime(resolve(name))))
  return names.filter((_, at) => !found[at])
}

function inTime(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), lookupMs)
  })
  const known = work.then(
    () => true,
    () => false, // what is unknown is told by the caller
  )
  return Promise.race([known, late]).finally(() => clearTimeout(timer))
}

/** Its addresses but the loopback's. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
  )

type Outside = { seen: PbxOutside | undefined; lacking: readonly string[] }

/** What the doctor says of it; nothing where the office is seen as it is. */
export function outsideChecks({ seen, lacking }: Outside, addresses: readonly string[] = ownAddresses()): Check[] {
  return seen
    ? [...placesOf(seen).map((place) => placeCheck(place, !lacking.includes(place))), ...inOwnNetworks(seen, addresses)]
    : []
}

const placeCheck = (where: string, ok: boolean): Check => ({
  id: 'outside',
  ok,
  detail: ok ? `seen from outside at ${where}` : `the name ${where} did not resolve when Asterisk was started`,
  help: ok
    ? ''
    : 'It is not used, and sound from outside may not arrive. Mend the name, or give an address under Office; then start the host again.',
  facts: { where },
})

/** Asterisk replaces an address of ours only where it is one of a local network. */
function inOwnNetworks({ localNetworks }: PbxOutside, addresses: readonly string[]): Check[] {
  const own = new BlockList()
  for (const network of localNetworks) {
    const [address = '', prefix] = network.split('/')
    own.addSubnet(address, Number(prefix), familyOf(address))
  }
  if (addresses.length === 0 || addresses.some((address) => own.check(address, familyOf(address)))) return []
  return [
    {
      id: 'localNetworks',
      ok: false,
      detail: `none of this computer's addresses is in the local networks: ${addresses.join(', ')}`,
      help: 'Add the network of this computer under Office; until then nothing of the address outside is used.',
      facts: { addresses: addresses.join(', ') },
    },
  ]
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')
