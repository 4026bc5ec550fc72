// What a person likes, wherever they sign in; kept by the host.
import { z } from 'zod'

/** How close together the console sets what it shows. */
export const density = z.enum(['comfortable', 'compact'])
export type Density = z.infer<typeof density>

export const preferences = z.object({ density: density.default('comfortable') })
export type Preferences = z.infer<typeof preferences>
