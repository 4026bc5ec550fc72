// Record: the caller's voice into a file named by a variable.
import { z } from 'zod'
import { record as recordAction } from '../actions/record.ts'
import { behaviour } from './behaviour.ts'

export const record = behaviour('record', z.object({ name: z.string() }), async ({ call, config, state, checkpoint }) => {
  const name = state?.name ?? `cb-n-${call.pbx.chance.id()}`
  checkpoint({ name })
  const made = await recordAction(call, {
    name,
    kind: 'recordings',
    timeLimitSeconds: config.timeLimitSeconds,
    terminationDigits: config.terminationDigits,
    playBeep: config.playBeep,
    resumed: state !== null,
    ...(config.silenceSeconds ? { silenceSeconds: config.silenceSeconds } : {}),
    stored: (stored) => call.set(config.variable, stored.file),
  })
  return made.filePath ? 'done' : 'failed'
})
