import { type ReactNode, useDeferredValue } from 'react'

/** What is further down a long page: drawn when what is seen first stands, without holding it up. */
export function Later({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) && children
}
