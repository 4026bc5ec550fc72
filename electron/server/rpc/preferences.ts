// One's own preferences.
import { errorCodes } from '../../../shared/contract/base.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'

export const preferenceHandlers = (os: Guarded, { store }: Uses<never, 'preferences' | 'users'>) =>
  os.preferences.router({
    get: os.preferences.get.handler(({ context: { user } }) => store.preferences.get(user.id)),
    save: os.preferences.save.handler(({ input, context: { user } }) => {
      if (store.users.get(user.id) === null) throw new EngineError('FORBIDDEN', errorCodes.FORBIDDEN.message)
      store.preferences.save(user.id, input)
      return input
    }),
  })
