// espeak-ng as a program of this machine.
import type { Language } from '../../../../shared/domain/office.ts'
import { fileOfProgram, type RunAs, runProgram } from '../localProgram.ts'
import type { SpeechEngine } from './engine.ts'

const wordsPerMinute = 165
const ours = /^(en|de|nl|fr|es)(-|$)/
const defaults: Record<Language, string> = { en: 'en-us', de: 'de', nl: 'nl', fr: 'fr', es: 'es' }

/** espeak-ng has variants of each voice; these two sound least like one another. */
export const genderVariant = (language: Language, gender: 'female' | 'male'): string =>
  `${defaults[language]}+${gender === 'female' ? 'f3' : 'm3'}`

/** `program`: its path; empty for `espeak-ng`. */
export function espeakEngine(program: string, as: RunAs = () => null): SpeechEngine {
  const command = program || 'espeak-ng'
  return {
    generation: `espeak:${command}`,
    speak: ({ text, language, voice, speed }) => {
      const how = ['--stdin', '-v', voice ?? defaults[language], '-s', String(Math.round(speed * wordsPerMinute))]
      return fileOfProgram(command, (file) => [...how, '-w', file], { input: text, as })
    },
    async voices() {
      const lines = (await runProgram(command, ['--voices'], { as })).toString('utf8').split('\n').slice(1)
      return lines.flatMap((line) => {
        const [, language = '', , name = ''] = line.trim().split(/\s+/)
        return ours.test(language) ? [{ id: language, language: language.slice(0, 2), name: name.replaceAll('_', ' ') }] : []
      })
    },
    voiceFor: genderVariant,
  }
}
