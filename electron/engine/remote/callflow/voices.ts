// What a voice profile means here: a voice that was chosen for it, or the language its name says.
import { profileOf } from '../../../../shared/domain/voices.ts'
import type { Call } from '../../session/call.ts'
import type { Wanted } from '../sound.ts'

/** Language and voice for a profile's name. */
export function spokenBy(call: Call, name: string): Pick<Wanted, 'voice' | 'language'> {
  const profile = profileOf(name)
  const chosen = call.office.config.speech.profiles[name]
  const language = profile?.language ?? call.language
  if (chosen) return { voice: chosen, language }
  const voice = profile?.gender ? call.sound.speech.voiceFor?.(language, profile.gender) : undefined
  return { language, ...(voice ? { voice } : {}) }
}
