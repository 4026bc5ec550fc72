// Park: waits in a numbered slot until somebody picks up. Stands only in the host's own flow; consoles and phones lead there.
import { z } from 'zod'
import { nodeType } from './nodeType.ts'

export const park = nodeType({
  schema: z.object({}),
  about: 'Waits in a numbered slot until somebody picks up.',
  group: 'connect',
  icon: 'phonePause',
  defaults: {},
  ports: () => [{ name: 'ended', optional: true }],
  waits: true,
  summary: () => '',
})
