// What cards say at which scale: everything from nearby, the name and the outlets from further away, only the name from afar, in
// letters that never become smaller on the screen than can be read.

/** On the screen, px. */
const leastLetters = 11
/** Zoom to fit goes no further away: a name of the size above has no place in its card beyond. */
export const readableZoom = 0.2
/** Letters change in steps, so that not every turn of the wheel lays out each card. */
const steps = 20

/** The scale rounded down to a step, and no lower than what can be read. */
export const stepOf = (zoom: number): number => Math.max(readableZoom, Math.floor(zoom * steps + 1e-6) / steps)

/** How large letters must be, in the units of the canvas, to be read at that step. */
export const leastText = (step: number): number => Math.ceil((leastLetters / step) * 10) / 10

export type ZoomLevel = 'near' | 'middle' | 'small' | 'far'

/** `near`: all of it. `middle`: one line of what the step does. `small`: the same, with wires that bear no names. `far`: the name alone. */
export function levelOf(step: number): ZoomLevel {
  if (step >= 0.9) return 'near'
  if (step >= 0.65) return 'middle'
  return step >= 0.5 ? 'small' : 'far'
}
