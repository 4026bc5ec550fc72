// The address and the headers of a request to a backend, with references for their secrets.
import { SecretReferences } from '../../../shared/domain/secretReference.ts'
import type { Chance } from '../ports.ts'

/** `settings` with an `id` are a named backend's, whose header values only the host's adapters read. */
export function sentTo(
  chance: Pick<Chance, 'id'>,
  settings: { headers: Record<string, string>; id?: string },
  url: string,
): { url: string; headers: Record<string, string>; nonce?: string } {
  const secrets = new SecretReferences(() => chance.id())
  const sent = { url: secrets.fill(url, 'uri'), headers: secrets.values(settings.headers, undefined, settings.id) }
  return { ...sent, ...secrets.nonce }
}
