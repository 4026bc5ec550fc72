// Park: waits in a numbered slot until somebody picks up. Stands only in the host's own flow; consoles and phones lead there.
import { z } from 'zod'
import { nodeType } from './nodeType.ts'

export const park = nodeType({
  schema: z.object({}),
  group: 'connect',
  defaults: {},
  ports: () => [{ name: 'ended', optional: true }],
  waits: true,
  summary: () => '',
})
