// The filters of the history, kept in the address: a narrowed list can be sent to a colleague and survives a reload.
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { addressOf, type Filters, filtersOf } from './filters.ts'

/** Typing is waited for, ms: an address for each letter would be none to look at. */
const typingMs = 250

/**
 * The filters and how to change them; a link to another address changes them as well. `going` gives the address part for
 * a page that is gone to now: what was just changed is in it, and is not written a moment later over the page gone to.
 */
export function useFilters(): { filters: Filters; setFilters(filters: Filters): void; going(): string } {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const [filters, setFilters] = useState(() => filtersOf(params))
  const there = params.toString()
  const ours = addressOf(filters)
  const written = useRef(there)
  // Written, and not in the address yet: a busy page gets there later than the next change.
  const onTheWay = useRef<string[]>([])
  const writing = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const at = onTheWay.current.lastIndexOf(there)
    if (at >= 0) onTheWay.current.splice(0, at + 1)
    if (at >= 0 || there === written.current) return
    written.current = there
    setFilters(filtersOf(new URLSearchParams(there)))
  }, [there])
  useEffect(() => {
    if (ours === written.current) return
    writing.current = setTimeout(() => {
      written.current = ours
      onTheWay.current.push(ours)
      // Over the page that is there now: a busy one has not drawn what was gone to a moment ago.
      const [pathname] = window.location.hash.slice(1).split('?')
      void navigate({ pathname, search: ours }, { replace: true })
    }, typingMs)
    return () => clearTimeout(writing.current)
  }, [ours, navigate])
  const going = () => {
    clearTimeout(writing.current)
    written.current = ours
    return ours
  }
  return { filters, setFilters, going }
}
