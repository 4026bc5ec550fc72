// The codes by which a phone takes a call that rings elsewhere in the office, as other Asterisk systems have them.
import { extensionNumber } from './office.ts'

/** Takes what rings longest at a colleague of one's own pick-up group. */
export const groupPickUpCode = '*8'
/** Before a colleague's extension: takes what rings there. */
export const directedPickUpCode = '**'

/** Dialled to take what rings at that extension. */
export const pickUpCodeOf = (extension: string): string => `${directedPickUpCode}${extension}`

/** What is asked for: a call that rings at `extension`; null: at anybody of one's group. */
export type PickUpAsked = { extension: string | null }

/** What that code asks to be picked up; null where it is another code. */
export function pickUpAsked(dialled: string): PickUpAsked | null {
  if (dialled === groupPickUpCode) return { extension: null }
  const [, extension = ''] = /^(?:\*\*|\*8)(\d+)$/.exec(dialled) ?? []
  return extensionNumber.safeParse(extension).success ? { extension } : null
}
