// What the host tells the consoles at once, as it happens.
import { z } from 'zod'

export const alertKind = z.enum(['emergency', 'pbx', 'lockout', 'outside', 'fault', 'info'])
export type AlertKind = z.infer<typeof alertKind>
