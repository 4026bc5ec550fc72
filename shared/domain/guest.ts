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

/** How an Asterisk that others run differs from what the office needs: extensions by their numbers. */
export const guestDrift = z.object({
  /** It does not know their softphones. */
  missing: z.array(z.string()),
  /** It expects another secret of their softphones. */
  outdated: z.array(z.string()),
  /** It knows softphones of extensions that the office no longer has. */
  left: z.array(z.string()),
  /** Numbers that it does not lead to the office; null where it cannot be asked. */
  numbers: z.array(z.string()).nullable(),
})
export type GuestDrift = z.infer<typeof guestDrift>

/** A telephone of its own; `name` may be empty. */
export const guestPhone = z.object({ number: z.string(), name: z.string(), online: z.boolean() })
export type GuestPhone = z.infer<typeof guestPhone>

/** An endpoint of its own that is no telephone: a trunk of its, or something else. */
export const guestLine = z.object({ name: z.string(), online: z.boolean() })
export type GuestLine = z.infer<typeof guestLine>

/** `found`: null while it does not answer. `context`: where its telephones dial, as far as that can be told. `last`: what files were made for. */
export const guestState = z.object({
  url: z.string(),
  user: z.string(),
  last: pbxChoice.nullable(),
  context: z.string().nullable(),
  found: z.object({ drift: guestDrift, phones: z.array(guestPhone), lines: z.array(guestLine) }).nullable(),
})
export type GuestState = z.infer<typeof guestState>

export const hasDrift = ({ missing, outdated, left, numbers }: GuestDrift): boolean =>
  missing.length + outdated.length + left.length + (numbers?.length ?? 0) > 0

/** The files of Asterisk's that its softphones and its numbers stand in. */
export const guestFileNames: Record<GuestPbxKind, { phones: string; dialplan: string }> = {
  plain: { phones: 'cordboard_pjsip.conf', dialplan: 'cordboard_extensions.conf' },
  freepbx: { phones: 'pjsip_custom.conf', dialplan: 'extensions_custom.conf' },
  issabel: { phones: 'pjsip_custom.conf', dialplan: 'extensions_custom.conf' },
}
