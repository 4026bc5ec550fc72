// An Asterisk that others run: how it stands, and what goes into its files.
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'

export const guestProcedures = (os: Guarded, { engine, pbx, store }: Uses<'engine' | 'pbx', 'audit'>) =>
  os.settings.pbx.router({
    state: os.settings.pbx.state.handler(() => pbx.guest?.state() ?? null),
    testSound: os.settings.pbx.testSound.handler(async ({ input: { extension }, context }) => {
      store.audit.add({ userId: context.user.id, action: 'extension.originate', target: extension })
      return { result: await engine.integration.testSound(extension) }
    }),
    files: os.settings.pbx.files.handler(async ({ input, context }) => {
      if (!pbx.guest) throw new EngineError('NOT_FOUND', 'This office has an Asterisk of its own.')
      const made = await pbx.guest.files(input)
      store.audit.add({ userId: context.user.id, action: 'pbxFiles.open', target: input.kind })
      return made
    }),
  })
