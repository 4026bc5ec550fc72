// An Asterisk that others run, and what of it is for this office.
import { z } from 'zod'

/** Files written by hand, or an administration that writes them. */
export const pbxKind = z.enum(['plain', 'freepbx', 'issabel'])
export type GuestPbxKind = z.infer<typeof pbxKind>

/** A context of the dialplan. */
export const pbxContext = z.string().regex(/^[A-Za-z0-9_.-]{1,79}$/, 'a context of the dialplan, such as from-internal')

/** What a piece of configuration is for. */
export const pbxPart = z.enum([
  'http',
  'ariGeneral',
  'ariUser',
  'phones',
  'phonesInclude',
  'dialplan',
  'dialplanInclude',
  'numbers',
])
export type PbxPart = z.infer<typeof pbxPart>

/**
 * One piece of configuration and the file of Asterisk’s that it goes into. `file`: it is the whole file; `block`: it goes to the end, or in place
 * of its earlier self; `end`: lines for the end; `section`: lines below `[section]`.
 */
export const pbxFile = z.object({
  part: pbxPart,
  name: z.string(),
  way: z.enum(['file', 'block', 'end', 'section']),
  section: z.string().optional(),
  text: z.string(),
})
export type PbxFile = z.infer<typeof pbxFile>

/** What the files are made for. `context`: where that Asterisk’s own phones dial. */
export const pbxChoice = z.object({ kind: pbxKind, context: pbxContext })
export type PbxChoice = z.infer<typeof pbxChoice>

/** The context in which phones dial, where nobody changed it; `''` where each has its own. */
export const usualContext = (kind: GuestPbxKind): string => (kind === 'plain' ? '' : 'from-internal')
