// A test call over a trunk: what the engine found, and the SIP messages of it.
import { type AnswerMeaning, meaningOf, meaningOfCause, type TrunkTest } from '../../../shared/domain/trunkTest.ts'
import type { TrunkTestEnd } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'

/** Places it and waits for its end. Throws as the engine does. */
export async function trunkTest(deps: Uses<'engine' | 'pbx' | 'log'>, trunkId: string, number: string): Promise<TrunkTest> {
  const watch = await deps.pbx.watchSip().catch((error: unknown) => {
    deps.log.warn('the messages of a test call are not kept', { error: String(error) })
    return null
  })
  let dialled = ''
  try {
    const end = await deps.engine.trunkTests.place(trunkId, number)
    dialled = end.dialled
    const messages = watch ? await watch.end(dialled) : null
    const status = end.status ?? lastAnswer(messages ?? [])
    const meaning = meant(end, status, messages !== null)
    return { dialled, meaning, status, rang: end.rang, seconds: end.seconds, messages }
  } finally {
    if (dialled === '') await watch?.end('')
  }
}

/** `watched`: all SIP messages were seen, so that none means silence. */
function meant({ unreachable, answered, rang, cause }: TrunkTestEnd, status: number | null, watched: boolean): AnswerMeaning {
  if (unreachable) return 'unreachable'
  if (answered) return 'answered'
  return status === null && !watched ? meaningOfCause(cause, rang) : meaningOf(status, rang)
}

/** The last answer that refuses, of those the provider sent; that to our own CANCEL (487) refuses nothing. */
const lastAnswer = (messages: NonNullable<TrunkTest['messages']>): number | null => {
  const refusal = messages.findLast(({ sent, line }) => !sent && /^[3-6]\d\d /.test(line) && !line.startsWith('487'))
  return refusal ? Number(refusal.line.slice(0, 3)) : null
}
