// The office's voice: the engine of the settings, its voice for each language, and the embedded one where that fails.

import type { Language } from '../../../shared/domain/office.ts'
import type { SpeechSettings } from '../../../shared/domain/voices.ts'
import type { Http, Log, Speech, SpeechRequest } from '../../engine/ports.ts'
import { type Rendered, renderCached } from './cache.ts'
import type { SpeechEngine, Voice } from './engines/engine.ts'
import { espeakEngine, genderVariant } from './engines/espeak.ts'
import { httpEngine } from './engines/httpService.ts'
import { piperEngine } from './engines/piper.ts'
import { SpeechError } from './errors.ts'
import { type MachinePrograms, speechProgram } from './programs.ts'

type Given = {
  /** Null where the optional package is missing. */
  embedded: Speech | null
  settings: () => SpeechSettings
  programs: () => MachinePrograms
  http: Http
  log: Log
  cacheFolder: string
  convert(bytes: Uint8Array): Promise<{ wav: Uint8Array; seconds: number }>
}

const missing = 'Text-to-speech is not installed (the optional package @echogarden/espeak-ng-emscripten).'

/** Text-to-speech as the office has set it up; a change of the settings is in force for the next text. */
export class ChosenSpeech implements Speech {
  private readonly given: Given

  constructor(given: Given) {
    this.given = given
  }

  private engine({ engine, program: name, url } = this.given.settings()): SpeechEngine | null {
    const programs = this.given.programs()
    switch (engine) {
      case 'embedded':
        return null
      case 'espeak':
        return espeakEngine(speechProgram(programs, engine, name).program, programs.as)
      case 'piper':
        return piperEngine(speechProgram(programs, engine, name), programs.as)
      case 'http':
        return httpEngine(this.given.http, url)
    }
  }

  /** The one in force; the embedded one speaks where the machine does not have it. */
  private chosenEngine(): SpeechEngine | null {
    try {
      return this.engine()
    } catch (error) {
      if (!this.given.embedded) throw error
      this.given.log.warn('the chosen voice is not there, the embedded one speaks', { error: String(error) })
      return null
    }
  }

  /** Throws SpeechError when neither the chosen engine nor the embedded one can say it. */
  async render(request: SpeechRequest, signal?: AbortSignal): Promise<Rendered> {
    const { settings, embedded, log } = this.given
    const chosen = settings()
    const voice = request.voice ?? chosen.voices[request.language]
    // What a prompt asks for is told of the office's own pace.
    const speed = Math.min(2, Math.max(0.5, (request.speed ?? 1) * chosen.speed))
    const engine = this.chosenEngine()
    if (engine) {
      try {
        return await renderCached(engine, { text: request.text, language: request.language, voice, speed }, this.given)
      } catch (error) {
        const code = error instanceof SpeechError ? error.code : 'failed'
        if (!embedded || code === 'empty' || code === 'tooLong') throw error
        log.warn('the chosen voice does not speak, the embedded one does', { error: String(error) })
        return embedded.render({ text: request.text, language: request.language, speed }, signal)
      }
    }
    if (!embedded) throw new SpeechError('unavailable', missing)
    try {
      return await embedded.render({ ...request, ...(voice ? { voice } : {}), speed }, signal)
    } catch (error) {
      if (!voice || !(error instanceof SpeechError) || error.code !== 'failed') throw error
      log.warn('a voice is not there, the standard one speaks', { voice, error: error.message })
      const { voice: _missing, ...rest } = request
      return embedded.render({ ...rest, speed }, signal)
    }
  }

  /** With settings that are not in force, and nothing speaks in their place: throws SpeechError with the reason. */
  async attempt(settings: SpeechSettings, { text, language }: Pick<SpeechRequest, 'text' | 'language'>): Promise<Rendered> {
    const voice = settings.voices[language]
    const said = { text, language, speed: settings.speed, ...(voice ? { voice } : {}) }
    const engine = this.engine(settings)
    if (engine) return renderCached(engine, { ...said, voice }, this.given)
    if (!this.given.embedded) throw new SpeechError('unavailable', missing)
    return this.given.embedded.render(said)
  }

  /** Of the settings in force, or of others. */
  async voices(settings: SpeechSettings = this.given.settings()): Promise<Voice[]> {
    const engine = this.engine(settings)
    return engine ? engine.voices() : (this.given.embedded?.voices() ?? [])
  }

  voiceFor(language: Language, gender: 'female' | 'male'): string | undefined {
    const engine = this.chosenEngine()
    return engine ? engine.voiceFor?.(language, gender) : genderVariant(language, gender)
  }

  async close(): Promise<void> {
    await this.given.embedded?.close()
  }
}
