// Preferences of the mocked office's one user: kept while it stands.
import { preferences } from '../../../shared/domain/preferences.ts'
import type { Os } from './mockOffice.ts'

export function mockPreferences(os: Os) {
  let chosen = preferences.parse({})
  return {
    get: os.preferences.get.handler(() => chosen),
    save: os.preferences.save.handler(({ input }) => {
      chosen = input
      return chosen
    }),
  }
}
