// Voice profiles by the names that backends use: what each says of the voice, and which are none.
import { describe, expect, test } from 'vitest'
import { profileOf } from '../../../shared/domain/voices.ts'

describe('a voice profile', () => {
  test.each<[string, string | null, 'female' | 'male' | null]>([
    ['en-US-ZiraRUS', 'en', 'female'],
    ['en-US-BenjaminRUS', 'en', 'male'],
    ['en-US-AriaRUS', 'en', 'female'],
    ['en-US-Aria24kRUS', 'en', 'female'],
    ['en-GB-Susan-Apollo', 'en', 'female'],
    ['en-GB-George-Apollo', 'en', 'male'],
    ['en-GB-Emma', 'en', 'female'],
    ['en-US-Kimberly', 'en', 'female'],
    ['en-US-Joanna-Neural', 'en', 'female'],
    ['en-IE-EmilyNeural', 'en', 'female'],
    ['en-US-JennyMultilingualNeural', 'en', 'female'],
    ['en-US-Standard-A', 'en', 'female'],
    ['en-US-Neural2-C', 'en', 'female'],
    ['en-US-Wavenet-B', 'en', 'male'],
    ['en-GB-Chirp3-HD-Charon', 'en', 'male'],
    ['de-DE-KatjaNeural', 'de', 'female'],
    ['de-DE-Stefan-Apollo', 'de', 'male'],
    ['de-DE-Wavenet-B', 'de', 'male'],
    ['nl-NL-HannaRUS', 'nl', 'female'],
    ['nl-NL-MaartenNeural', 'nl', 'male'],
    ['fr-FR-Paul-Apollo', 'fr', 'male'],
    ['fr-CA-HarmonieRUS', 'fr', 'female'],
    ['fr-FR-Céline', 'fr', 'female'],
    ['es-MX-Raul-Apollo', 'es', 'male'],
    ['es-ES-ElviraNeural', 'es', 'female'],
    // Languages the office does not speak: only the gender is known.
    ['zh-CN-Kangkang-Apollo', null, 'male'],
    ['zh-HK-Tracy-Apollo', null, 'female'],
    ['da-DK-Naja', null, 'female'],
    ['vi-VN-An', null, 'male'],
    ['pt-BR-HeloisaRUS', null, 'female'],
    ['cmn-CN-Standard-A', null, null],
    ['sr-Latn-RS-Standard-A', null, null],
  ])('%s', (name, language, gender) => {
    expect(profileOf(name)).toEqual({ language, gender })
  })

  test.each([
    '',
    'Zira',
    'en-US',
    'en-US-',
    'en-US-Nobody',
    'en-US-RUS',
    'en-US-Neural',
    'en-US-Zira-Luna',
    'en-US-Standard',
    'en-US-Standard-1',
    'en-us-ZiraRUS',
    'EN-US-ZiraRUS',
    'xx-US-Emma',
    'en-ZZ-Emma',
    'de-DE-Kimberly',
    'zh-CN-Kangkang-Apollo-Apollo',
    'en-US-ZiraRUS extra',
  ])('“%s” is none', (name) => {
    expect(profileOf(name)).toBeNull()
  })
})
