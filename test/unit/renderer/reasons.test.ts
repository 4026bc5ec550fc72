// Why somebody is paused is stored as a code, and said in each reader's language.
import { afterEach, expect, test } from 'vitest'
import { setLanguage, text } from '../../../renderer/lib/i18n/index.ts'
import { reasonOf } from '../../../renderer/lib/reasons.ts'
import { pauseReasons, supervisorsPause } from '../../../shared/domain/pauseReason.ts'

afterEach(() => setLanguage('en'))

test.each(['en', 'de', 'fr', 'es', 'nl'])('every reason to pause has its words: %s', async (language) => {
  await setLanguage(language)
  const words: Partial<Record<string, string>> = text.reasons
  for (const code of [...pauseReasons, supervisorsPause]) {
    expect(words[code], code).toBeTruthy()
    expect(reasonOf(code)).toBe(words[code])
  }
})

test('a pause that was made in English is read in German; what was typed stays', async () => {
  await setLanguage('de')
  expect([reasonOf('lunch'), reasonOf('supervisor'), reasonOf('Zahnarzt'), reasonOf(null)]).toEqual([
    'Mittagessen',
    'Von der Leitung pausiert',
    'Zahnarzt',
    '',
  ])
})
