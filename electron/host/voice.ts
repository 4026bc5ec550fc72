// How the office speaks and understands: its chosen voice over the embedded one, its recogniser.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OfficeConfig } from '../../shared/domain/office.ts'
import { convert } from '../adapters/media/sharedFolder.ts'
import { ChosenSpeech } from '../adapters/speech/chosen.ts'
import { EmbeddedSpeech, hasEmbeddedSpeech } from '../adapters/speech/embedded.ts'
import { chosenRecogniser } from '../adapters/speech/recognition/chosen.ts'
import type { Http, Log, StreamSockets } from '../engine/ports.ts'
import type { OfficePrograms } from './programs.ts'

/** Both follow the settings; `speech.close()` ends what the embedded voice runs. */
export function openVoice(given: {
  data: string
  log: Log
  http: Http
  streams: StreamSockets
  config: () => OfficeConfig
  programs: OfficePrograms
}) {
  const { data, log, http, streams, config, programs } = given
  const cacheFolder = join(data, 'speech')
  mkdirSync(cacheFolder, { recursive: true })
  const settings = () => config().speech
  const embedded = hasEmbeddedSpeech() ? new EmbeddedSpeech({ cacheFolder, log }) : null
  return {
    speech: new ChosenSpeech({ embedded, settings, programs: programs.machine, http, log, cacheFolder, convert }),
    recogniser: chosenRecogniser(settings, streams, programs.machine),
  }
}
