// The office's mail: its account, a test of it, and the mails with what became of them.
import type { MailSettings } from '../../../shared/domain/mail.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Change, revised, sameRevision } from './changes.ts'
import type { Guarded } from './guard.ts'
import { ok } from './mine.ts'
import { invalid } from './officeKinds.ts'

export function mailProcedures(os: Guarded, deps: Uses<'ask' | 'mail', 'office' | 'audit' | 'mails'>, change: Change) {
  const { office, audit, mails } = deps.store
  const { mail } = os.settings
  const shown = () => ({ ...revised(office.mail.get()), passwordSet: deps.mail.passwordSet() })
  return mail.router({
    get: mail.get.handler(shown),
    save: mail.save.handler(async ({ input: { revision, password, ...input }, context }) => {
      checkAccount(input)
      sameRevision(revision, office.mail.get())
      await change.run(context.user, 'mail.update', 'mail', () => {
        office.mail.save(input)
        if (password !== undefined) deps.mail.setPassword(password)
      })
      return shown()
    }),
    test: mail.test.handler(({ input }) => deps.mail.test(input.to)),
    list: mail.list.handler(async ({ input, signal }) => {
      const unwritten = mails.overlay(input.limit)
      return unwritten(await deps.ask('mails', input, signal))
    }),
    retry: mail.retry.handler(({ input, context }) => {
      if (!deps.mail.retry(input.id))
        throw new EngineError('NOT_FOUND', 'There is no such mail, or it is not to be sent any more.')
      audit.add({ userId: context.user.id, action: 'mail.retry', target: input.id })
      return ok
    }),
  })
}

function checkAccount({ host, from }: MailSettings): void {
  if (host !== '' && from === '') throw invalid('from', 'Mail needs the address of a sender.')
}
