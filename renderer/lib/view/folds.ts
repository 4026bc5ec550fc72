// Panels that a person has folded away, each person's own on this computer.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { useSession } from '../session.ts'

export type Panel = 'phone' | 'phoneBar' | 'palette' | 'inspector'

const keyOf = (userId: string, panel: Panel) => `cordboard.folded.${panel}:${userId}`
/** Counts the changes: what is folded stands in the browser's own storage. */
const changes = createStore<{ count: number }>()(() => ({ count: 0 }))

/** Whether the panel is folded away, and how that is changed; `otherwise` where this person never said. */
export function useFold(panel: Panel, otherwise = false): readonly [folded: boolean, fold: (folded: boolean) => void] {
  const key = keyOf(
    useSession((state) => state.me?.userId ?? ''),
    panel,
  )
  const folded = useStore(changes, () => {
    const chosen = localStorage.getItem(key)
    return chosen === null ? otherwise : chosen === 'yes'
  })
  const fold = (next: boolean) => {
    localStorage.setItem(key, next ? 'yes' : 'no')
    changes.setState(({ count }) => ({ count: count + 1 }))
  }
  return [folded, fold]
}
