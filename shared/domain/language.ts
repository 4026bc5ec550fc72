// The languages that the console and the prompts speak.
import { z } from 'zod'

/** BCP 47 primary tags. */
export const language = z.enum(['en', 'de', 'nl', 'fr', 'es'])
export type Language = z.infer<typeof language>
