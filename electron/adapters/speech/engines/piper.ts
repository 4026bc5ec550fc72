// Piper as a program of this machine: neural voices, one model file (`en_US-lessac-medium.onnx`) each.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SpeechError } from '../errors.ts'
import { fileOfProgram, type RunAs } from '../localProgram.ts'
import type { SpeechEngine, Voice } from './engine.ts'

const model = /^([a-z]{2})[_-][\w-]+\.onnx$/

/** `program`: its path; empty for `piper`. `voiceFolder` holds the models. */
export function piperEngine(
  { program, voiceFolder }: { program: string; voiceFolder: string },
  as: RunAs = () => null,
): SpeechEngine {
  const command = program || 'piper'
  const voices = async (): Promise<Voice[]> => {
    const files = await readdir(voiceFolder || '.').catch((): string[] => [])
    return files.sort().flatMap((file) => {
      const language = model.exec(file)?.[1]
      const id = file.replace(/\.onnx$/, '')
      return language ? [{ id, language, name: id.replace(/[_-]/g, ' ') }] : []
    })
  }
  return {
    generation: `piper:${command}:${voiceFolder}`,
    async speak({ text, language, voice, speed }) {
      const all = await voices()
      const chosen = all.find(({ id }) => id === voice) ?? all.find((one) => one.language === language)
      if (!chosen)
        throw new SpeechError('unavailable', `There is no Piper voice for ${language} in ${voiceFolder || 'its folder'}.`)
      // A line is an utterance to Piper, each of which would overwrite the file.
      const input = `${text.replace(/\s+/g, ' ')}\n`
      const how = ['--model', join(voiceFolder || '.', `${chosen.id}.onnx`), '--length_scale', String(1 / speed)]
      return fileOfProgram(command, (file) => [...how, '--output_file', file], { input, as })
    },
    voices,
  }
}
