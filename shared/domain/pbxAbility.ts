// What an Asterisk that others run may be unable to do, and a step of a flow may need.
import { z } from 'zod'

/** `streams`: sound to and from a WebSocket of the office’s; `earlySound`: what the far side sends before it answers. */
export const pbxAbility = z.enum(['streams', 'earlySound'])
export type PbxAbility = z.infer<typeof pbxAbility>
