// Conference: everyone who names the room meets in one bridge.
import { z } from 'zod'
import { field, template } from './field.ts'
import { nodeType } from './nodeType.ts'

export const conference = nodeType({
  schema: z.object({
    room: template(z.string().min(1).max(60)),
    pin: z
      .string()
      .regex(/^\d{0,8}$/)
      .default(''),
    announce: field(z.boolean().default(true), { about: 'A tone when someone comes or leaves.' }),
    record: z.boolean().default(false),
  }),
  about: 'Everyone who names the room meets in one bridge; the first waits with music.',
  group: 'connect',
  icon: 'usersGroup',
  defaults: { room: 'office' },
  ports: () => [{ name: 'left', optional: true }],
  waits: true,
  summary: (c) => c.room,
})
