// Where the telephone is in the window: beside the page, as a bar beside it, as a row below it, or in a window of its own.
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useFold } from '../../lib/view/folds.ts'
import { useWantsRoom } from '../../lib/view/roomy.ts'
import { isLive, phone, usePhone } from '../store.ts'

/** Below it there is no room beside any page. */
const leastWidth = 860
/** Below it the bar is where an idle telephone is, until the person says otherwise. */
const wide = 1280

export const useCompact = (): boolean =>
  useMediaQuery(`(max-width: ${leastWidth - 1}px)`, undefined, { getInitialValueInEffect: false }) ?? false
export const useNarrow = (): boolean =>
  useMediaQuery(`(max-width: ${wide - 1}px)`, undefined, { getInitialValueInEffect: false }) ?? false

type PhonePlace = 'beside' | 'bar' | 'row'

/** Whether an idle telephone is a bar beside the page, and how a person changes that for themselves. */
export const useBarFold = () => useFold('phoneBar', useNarrow())

/** Something that has to be dealt with on the telephone: a call, or the note of the one before. */
function useInUse(): boolean {
  return usePhone(
    ({ lines, ended, noteOnPage, foldedNote }) =>
      lines.length > 0 || (ended !== null && ended.callId !== noteOnPage && ended.callId !== foldedNote),
  )
}

/** A telephone that was opened for a call, and not by hand, is a bar again when the call is over. */
function useCloseAfterCall(): void {
  const calls = usePhone((state) => state.lines.some(isLive))
  const before = useRef(calls)
  const byHand = useRef(false)
  useEffect(() => {
    if (!before.current && calls) byHand.current = phone.getState().panelOpen
    if (before.current && !calls && !byHand.current) phone.setState({ panelOpen: false })
    before.current = calls
  }, [calls])
}

/**
 * Where it is now. A page that wants the width has it as a row below where the person folded it away there; elsewhere an idle telephone
 * is a bar where they folded it, or never said and the window is narrow. A call opens it.
 */
export function usePhonePlace(): PhonePlace {
  const compact = useCompact()
  const roomy = useWantsRoom()
  const [foldedThere] = useFold('phone')
  const [folded] = useBarFold()
  const open = usePhone((state) => state.panelOpen)
  const undocked = usePhone((state) => state.undocked)
  const inUse = useInUse()
  const row = compact || (roomy && foldedThere)
  useCloseAfterCall()
  if (row) return 'row'
  if (undocked) return 'bar'
  return roomy || inUse || open || !folded ? 'beside' : 'bar'
}
