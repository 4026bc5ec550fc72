import { type ReactNode, useEffect, useRef, useState } from 'react'

type HeldProps<T> = {
  value: T
  /** `hold(true)`: something is typed that is not saved. */
  children(shown: T, hold: (typed: boolean) => void): ReactNode
}

/** What others change is shown at once, unless something is typed here; that stays, and to save it is refused as a conflict. */
export function Held<T>({ value, children }: HeldProps<T>) {
  const [shown, setShown] = useState(value)
  const [typed, setTyped] = useState(false)
  const hold = useRef(setTyped).current
  useEffect(() => {
    if (!typed) setShown(value)
  }, [value, typed])
  return children(shown, hold)
}

/** Tells `hold` whether something is typed, as long as the form is there. */
export function useHold(hold: (typed: boolean) => void, typed: boolean): void {
  useEffect(() => {
    hold(typed)
    return () => hold(false)
  }, [hold, typed])
}
