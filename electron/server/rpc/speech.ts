// How the office speaks: the settings, the voices there are, and a sentence to hear one.
import { readFile } from 'node:fs/promises'
import type { SpeechSettings } from '../../../shared/domain/voices.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Change, revised, sameRevision } from './changes.ts'
import type { Guarded } from './guard.ts'

export function speechProcedures(os: Guarded, deps: Uses<'programs' | 'speech' | 'log', 'office'>, change: Change) {
  const { office } = deps.store
  const { speech } = os.settings
  const voicesOf = (settings?: SpeechSettings) =>
    deps.speech.voices(settings).catch((error: unknown) => {
      deps.log.warn('the voices cannot be listed', { error: String(error) })
      return []
    })
  return speech.router({
    get: speech.get.handler(() => revised(office.speech.get())),
    save: speech.save.handler(async ({ input: { revision, ...input }, context }) => {
      sameRevision(revision, office.speech.get())
      await change.run(context.user, 'speech.update', 'speech', () => office.speech.save(input))
      return revised(office.speech.get())
    }),
    programs: speech.programs.handler(() => {
      const { speech: speaking, recognisers } = deps.programs.machine()
      return {
        file: deps.programs.file,
        speech: Object.entries(speaking).map(([name, { engine }]) => ({ name, engine })),
        recognisers: Object.keys(recognisers),
      }
    }),
    voices: speech.voices.handler(() => voicesOf()),
    voicesOf: speech.voicesOf.handler(({ input }) => voicesOf(input)),
    try: speech.try.handler(async ({ input: { settings, text, language } }) => {
      const rendered = await deps.speech.attempt(settings, { text, language }).catch((error: unknown) => {
        throw new EngineError('REFUSED', error instanceof Error ? error.message : String(error))
      })
      return { wav: (await readFile(rendered.path)).toString('base64') }
    }),
    hear: speech.hear.handler(async ({ input: { text, language, voice, speed } }) => {
      const wanted = { text, language, ...(voice ? { voice } : {}), ...(speed ? { speed } : {}) }
      const rendered = await deps.speech.render(wanted).catch((error: unknown) => {
        deps.log.warn('a voice could not be heard', { error: String(error) })
        throw new EngineError('REFUSED', 'This voice does not speak here.')
      })
      return { wav: (await readFile(rendered.path)).toString('base64') }
    }),
  })
}
