// An operator's queues as words: `Sales`, or `Support (2)` with a penalty. Lower penalties are rung first.
import type { Queue } from '../../../shared/domain/office.ts'

export type Member = { queueId: string; penalty: number }

/** A membership as a word. */
export const memberOf = (member: Member, name: string) => (member.penalty > 0 ? `${name} (${member.penalty})` : name)

/** The words back as memberships; names and identifiers of queues that do not exist are left out. */
export function membersOf(words: readonly string[] | undefined, queues: readonly Pick<Queue, 'id' | 'name'>[]): Member[] {
  return (words ?? []).flatMap((word) => {
    const [, name = '', penalty] = /^(.*?)\s*(?:\((\d{1,3})\))?$/.exec(word.trim()) ?? []
    const queue = queues.find((each) => each.name.toLowerCase() === name.toLowerCase() || each.id === name)
    return queue ? [{ queueId: queue.id, penalty: Math.min(100, Number(penalty ?? 0)) }] : []
  })
}
