// Where windows are on the screens there are now.
import { type Rectangle, screen } from 'electron'
import type { Memory } from './memory.ts'
import type { WindowPlace } from './window.ts'

/** A person can see and take hold of it. */
export function onScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds)
  return (
    bounds.x < workArea.x + workArea.width - 80 &&
    bounds.x + bounds.width > workArea.x + 80 &&
    bounds.y >= workArea.y - 10 &&
    bounds.y < workArea.y + workArea.height - 40
  )
}

/** Where the big window was, if that is still on a screen, and no larger than that screen. */
export function placeOf({ now }: Memory): WindowPlace {
  const { bounds, maximized } = now
  if (!bounds) return { maximized }
  const { workArea } = screen.getDisplayMatching(bounds)
  const width = Math.min(bounds.width, workArea.width)
  const height = Math.min(bounds.height, workArea.height)
  return { maximized, bounds: onScreen(bounds) ? { ...bounds, width, height } : { width, height } }
}
