// Call handling in the mocked office: kept while it stands.
import { type CallHandling, callHandling, usualHandling } from '../../../shared/domain/callHandling.ts'
import type { MockOffice, Os } from './mockOffice.ts'
import { mailboxes, operators } from './sampleOffice.ts'

const own = operators[0]?.extension ?? '201'

export function mockHandling(os: Os, office: MockOffice) {
  const sample = callHandling.parse({
    extension: own,
    ringSeconds: 20,
    findMe: { order: 'inTurn', to: [{ kind: 'number', number: '+4917155501234' }] },
    noAnswer: { kind: 'mailbox', mailboxId: mailboxes[0]?.id },
    busy: { kind: 'extension', number: operators[1]?.extension },
    doNotDisturb: { kind: 'announcement', text: 'Anna is in a meeting until noon.' },
    away: { until: Date.now() + 3_600_000, text: 'At lunch', to: null },
  })
  const kept = new Map<string, CallHandling>(office.options.empty ? [] : [[own, sample]])
  const of = (extension = own) => ({ ...(kept.get(extension) ?? usualHandling(extension)), revision: 'r1' })
  return {
    get: os.callHandling.get.handler(({ input }) => of(input.extension)),
    save: os.callHandling.save.handler(({ input: { revision: _revision, ...rules } }) => {
      kept.set(rules.extension, rules)
      return of(rules.extension)
    }),
  }
}
