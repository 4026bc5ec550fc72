// The recogniser of the settings; a change is in force for the next recording.
import type { SpeechSettings } from '../../../../shared/domain/voices.ts'
import type { Recogniser, StreamSockets } from '../../../engine/ports.ts'
import { SpeechError } from '../errors.ts'
import { type MachinePrograms, recogniserCommand } from '../programs.ts'
import { recogniseByProgram } from './program.ts'
import { recogniseByVosk } from './vosk.ts'

/** Speech-to-text as the office has set it up; a recogniser elsewhere is reached by `sockets`. */
export function chosenRecogniser(
  settings: () => SpeechSettings,
  sockets: StreamSockets,
  programs: () => MachinePrograms,
): Recogniser {
  return {
    available: () => settings().recogniser !== 'none',
    recognise(request, signal) {
      const { recogniser, recogniserUrl, recogniserProgram } = settings()
      switch (recogniser) {
        case 'vosk':
          return recogniseByVosk(sockets, recogniserUrl, request.path, signal)
        case 'program':
          return byProgram(programs(), recogniserProgram, request, signal)
        case 'none':
          return Promise.reject(new SpeechError('unavailable', 'No speech recogniser is set up.'))
      }
    },
  }
}

async function byProgram(
  programs: MachinePrograms,
  name: string,
  request: Parameters<Recogniser['recognise']>[0],
  signal?: AbortSignal,
) {
  return recogniseByProgram(recogniserCommand(programs, name), request, { signal, as: programs.as })
}
