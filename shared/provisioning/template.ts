// The template of a maker’s phones, as its data file says it.
import { z } from 'zod'

export const phoneMaker = z.enum(['yealink', 'snom', 'grandstream', 'fanvil', 'cisco', 'linphone'])
export type PhoneMaker = z.infer<typeof phoneMaker>

/** Names of settings and their values, in the order of the file; both may have `{{variables}}`. */
const settings = z.record(z.string().min(1), z.string())

export const phoneTemplate = z.strictObject({
  maker: phoneMaker,
  /** As the maker calls itself. */
  name: z.string().min(1),
  /** Models that it is known to fit; others may be named. */
  models: z.array(z.string()).min(1),
  /** What the phone calls itself by HTTP: a regular expression with `model` and `firmware`. */
  userAgent: z.string(),
  /** Files that it asks for as its own; the first is the one that it is told. `{mac}` in lower case, `{MAC}` in upper case. */
  files: z.array(z.string()).min(1),
  /** Files that it asks for beside them, which there are none of: regular expressions. */
  others: z.array(z.string()).default([]),
  /** What the address entered in the phone ends with: its file, or the folder that it looks in itself. */
  entered: z.enum(['file', 'folder']),
  format: z.enum(['lines', 'snomXml', 'grandstreamXml', 'fanvilText', 'ciscoXml', 'linphoneXml']),
  /** What it calls what we call otherwise: variable → our value → its value. */
  words: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  settings,
  /** More, where variables have these values (our values). */
  more: z.array(z.strictObject({ when: z.record(z.string(), z.string()), settings })).default([]),
  /** Keys with a lamp, in their order: so many places, each with what `{{p0}}`, `{{p1}}` … are there. */
  keys: z.array(z.strictObject({ places: z.array(z.array(z.string())).min(1), settings })).default([]),
})
export type PhoneTemplate = z.infer<typeof phoneTemplate>

/** How many lamps its phones can have. */
export const mostLamps = ({ keys }: PhoneTemplate): number => keys.reduce((sum, { places }) => sum + places.length, 0)
