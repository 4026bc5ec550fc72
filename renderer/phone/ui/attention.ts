// How the window of the desktop app draws attention to a call that rings; of this computer.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type RingAttention, ringAttention } from '../../../shared/contract/shell.ts'

const key = 'cordboard.ringAttention'
const chosen = createStore<{ value: RingAttention }>()(() => ({
  value: ringAttention.safeParse(localStorage.getItem(key)).data ?? 'raise',
}))

/** Remembered on this computer. */
export function chooseAttention(value: RingAttention): void {
  localStorage.setItem(key, value)
  chosen.setState({ value })
}

export const useAttention = (): RingAttention => useStore(chosen, ({ value }) => value)
