// API tokens: made and revoked by an admin; the token itself is in one answer and nowhere else.
import type { Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'

export function tokenProcedures(os: Guarded, deps: Uses<never, 'apiTokens' | 'audit'>) {
  const { apiTokens, audit } = deps.store
  const { tokens } = os.settings
  return tokens.router({
    list: tokens.list.handler(() => apiTokens.list()),
    create: tokens.create.handler(({ input, context }) => {
      const made = apiTokens.create({ ...input, by: context.user.id })
      audit.add({ userId: context.user.id, action: 'token.create', target: made.id, detail: `${input.name}, ${input.role}` })
      return made
    }),
    revoke: tokens.revoke.handler(({ input, context }) => {
      found(apiTokens.revoke(input.id) || null, 'There is no such token.')
      audit.add({ userId: context.user.id, action: 'token.revoke', target: input.id, detail: '' })
      return ok
    }),
  })
}
