// What the office has to choose from: queues, mailboxes, trunks, recorded prompts, extensions.
import { createContext, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Backend } from '../../../shared/domain/backend.ts'
import type { AudioPrompt, Extension, Mailbox, Queue } from '../../../shared/domain/office.ts'
import type { PbxAbility } from '../../../shared/domain/pbxAbility.ts'
import type { Known } from '../../../shared/flow/validate.ts'
import { useLastChangeOf } from '../../lib/live/index.ts'
import { connection, rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'

type FlowSummary = Awaited<ReturnType<typeof rpc.flows.list>>[number]
type Named = { id: string; name: string }
export type OfficeLists = {
  queues: readonly Queue[]
  mailboxes: readonly Mailbox[]
  trunks: readonly Named[]
  prompts: readonly AudioPrompt[]
  extensions: readonly Extension[]
  flows: readonly FlowSummary[]
  backends: readonly Backend[]
  schedules: readonly Named[]
}

const nothing: OfficeLists = {
  queues: [],
  mailboxes: [],
  trunks: [],
  prompts: [],
  extensions: [],
  flows: [],
  backends: [],
  schedules: [],
}
export const OfficeContext = createContext<OfficeLists>(nothing)
export const useOffice = (): OfficeLists => useContext(OfficeContext)

const turns = createStore<{ turn: number }>()(() => ({ turn: 0 }))
/** Loads the lists again, after something in them was made here. */
export const askOfficeAgain = (): void => turns.setState(({ turn }) => ({ turn: turn + 1 }))

/** What the lists are of, in the audit trail's words. */
const kinds = ['queue', 'mailbox', 'trunk', 'prompt', 'extension', 'person', 'flow', 'route', 'backend', 'schedule']

/** Loads the lists, and again when somebody changes what is in them; one that cannot be had stays empty and is not checked against. */
export function useOfficeLists(learn: (known: Known) => void): OfficeLists {
  const [lists, setLists] = useState(nothing)
  const admin = useMay('admin')
  const turn = useStore(turns, (state) => state.turn)
  const generation = useStore(connection, (state) => state.generation)
  const changed = useLastChangeOf(kinds)
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are reasons to load again.
  useEffect(() => {
    let stale = false
    const { settings } = rpc
    const trunks = admin ? settings.trunks.list() : Promise.reject(new Error('not for this role'))
    const asked = [
      settings.queues.list(),
      settings.mailboxes.list(),
      trunks,
      settings.prompts.list(),
      settings.extensions.list(),
      rpc.flows.list(),
      admin ? settings.backends.list() : Promise.reject(new Error('not for this role')),
      rpc.flows.lacks(),
      settings.schedules.list(),
    ]
    void Promise.allSettled(asked).then((answers) => {
      const [queues, mailboxes, trunkList, prompts, extensions, flows, backendList, lacking, scheduleList] = answers
      if (stale) return
      const listOf = <T>(result: PromiseSettledResult<unknown> | undefined) =>
        result?.status === 'fulfilled' ? (result.value as T[]) : null
      const knows = (list: Named[] | null) => {
        const ids = list && new Set(list.map(({ id }) => id))
        return ids ? (id: string) => ids.has(id) : undefined
      }
      setLists({
        queues: listOf<Queue>(queues) ?? [],
        mailboxes: listOf<Mailbox>(mailboxes) ?? [],
        trunks: listOf<Named>(trunkList) ?? [],
        prompts: listOf<AudioPrompt>(prompts) ?? [],
        extensions: listOf<Extension>(extensions) ?? [],
        flows: listOf<FlowSummary>(flows) ?? [],
        backends: listOf<Backend>(backendList) ?? [],
        schedules: listOf<Named>(scheduleList) ?? [],
      })
      const lists = [queues, mailboxes, trunkList, prompts, backendList, scheduleList]
      const [queue, mailbox, trunk, prompt, backend, schedule] = lists.map((each) => knows(listOf<Named>(each)))
      const shapes = new Map(listOf<FlowSummary>(flows)?.map(({ id, shape }) => [id, shape]))
      const flow = shapes.size ? (id: string) => !!shapes.get(id) : undefined
      const missing = listOf<PbxAbility>(lacking) ?? []
      const lacks = (ability: PbxAbility) => missing.includes(ability)
      learn({ queue, mailbox, trunk, prompt, backend, schedule, flow, shape: (id) => shapes.get(id) ?? null, lacks })
    })
    return () => {
      stale = true
    }
  }, [admin, learn, turn, generation, changed])
  return lists
}
