// A text field over a value that others may change meanwhile.
import { useState } from 'react'

/** Theirs is shown while nothing is typed here; what is typed stays until it is the value. `typed`: it is another now. */
export function useTyped(value: string): { text: string; type(text: string): void; typed: boolean } {
  const [own, setOwn] = useState<string | null>(null)
  if (own === value) setOwn(null) // saved, or taken back
  return { text: own ?? value, type: setOwn, typed: own !== null && own !== value }
}
