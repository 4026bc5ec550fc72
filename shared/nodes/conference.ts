// Conference: everyone who names the room meets in one bridge; the first waits with music.
import { z } from 'zod'
import { placeholdersOf } from '../domain/template.ts'
import { nodeType } from './nodeType.ts'

export const conference = nodeType({
  schema: z.object({
    room: z.string().min(1).max(60),
    pin: z
      .string()
      .regex(/^\d{0,8}$/)
      .default(''),
    record: z.boolean().default(false),
    /** A tone when someone comes or leaves. */
    announce: z.boolean().default(true),
  }),
  group: 'connect',
  defaults: { room: 'office' },
  ports: () => [{ name: 'left', optional: true }],
  waits: true,
  reads: (c) => placeholdersOf(c.room),
  summary: (c) => c.room,
})
