// While something is dragged the pointer is held by what was pressed: the browser need not look for what lies under it at each
// move, and again after each layout, among all that is drawn (docs/decisions/012).
import { type PointerEvent, useMemo, useRef } from 'react'

type Pressed = { element: Element; pointerId: number }

/** `onPointerDownCapture` is the canvas's; `hold` is called as a drag begins. The browser lets go at its end. */
export function useHold() {
  const pressed = useRef<Pressed | null>(null)
  return useMemo(
    () => ({
      onPointerDownCapture: ({ target, pointerId }: PointerEvent) => {
        pressed.current = target instanceof Element ? { element: target, pointerId } : null
      },
      hold: () => {
        const { element, pointerId } = pressed.current ?? {}
        pressed.current = null
        try {
          if (pointerId !== undefined) element?.setPointerCapture(pointerId)
        } catch {
          // Let go already, or out of the page: there is nothing to hold.
        }
      },
    }),
    [],
  )
}
