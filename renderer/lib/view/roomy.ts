// A page that needs every pixel of width asks for it here; the navigation keeps to its signs meanwhile.
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const askers = createStore<{ count: number }>()(() => ({ count: 0 }))

/** While this component is there, its page has the room that the navigation's words take. */
export function useRoomyPage(): void {
  useEffect(() => {
    askers.setState(({ count }) => ({ count: count + 1 }))
    return () => askers.setState(({ count }) => ({ count: count - 1 }))
  }, [])
}

/** Whether a page asks for room. */
export const useWantsRoom = (): boolean => useStore(askers, ({ count }) => count > 0)
