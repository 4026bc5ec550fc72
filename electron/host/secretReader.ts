// What a reference in a request stands for: a secret of the office, or a header of a named backend.
import { backendHeaderOf } from '../../shared/domain/secretReference.ts'
import type { ReadSecret } from '../adapters/outbound/secretValues.ts'
import type { Store } from '../adapters/store/store.ts'

/** Asked at the moment of sending, as secrets change. */
export function secretReader(store: Pick<Store, 'flowSecrets' | 'office'>): ReadSecret {
  return (name) => {
    const backend = backendHeaderOf(name)
    if (backend === null) return store.flowSecrets.read(name)
    return store.office.backends.get(backend.id)?.headers[backend.header] ?? ''
  }
}
