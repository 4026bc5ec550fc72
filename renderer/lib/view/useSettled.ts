// An order that keeps still: rows that change places many times a second can neither be read nor clicked.
import { useEffect, useState } from 'react'

/** `ids` in an order that is taken over at most every `everyMs`; who comes or goes is shown at once. */
export function useSettled(ids: readonly string[], everyMs = 1000): readonly string[] {
  const [shown, setShown] = useState({ ids, at: 0 })
  const same = ids.length === shown.ids.length && ids.every((id, at) => id === shown.ids[at])
  useEffect(() => {
    if (same) return
    const known = new Set(shown.ids)
    const moved = ids.length === known.size && ids.every((id) => known.has(id))
    const show = () => setShown({ ids, at: Date.now() })
    const rest = shown.at + everyMs - Date.now()
    if (!moved || rest <= 0) return show()
    const timer = setTimeout(show, rest)
    return () => clearTimeout(timer)
  }, [ids, same, shown, everyMs])
  return shown.ids
}
