import { useEffect, useRef } from 'react'

/** Loads again every so often (ms), while `wanted` and while somebody can see it. */
export function useAgain(reload: () => void, every: number, wanted = true): void {
  const latest = useRef(reload)
  latest.current = reload
  useEffect(() => {
    if (!wanted) return
    const timer = setInterval(() => document.visibilityState === 'visible' && latest.current(), every)
    return () => clearInterval(timer)
  }, [every, wanted])
}
