// What an engine that lives in memory sees of the world; nothing of it reaches a person, a file or a network.
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import { MemoryCallLog, MemoryJournal, memoryStores } from '../../adapters/sim/stores.ts'
import type { SimTelephony } from '../../adapters/sim/telephony.ts'
import { simRecogniser, simScripts, simStreams, simWebAudio } from '../../adapters/sim/web.ts'
import type { Clock, FlowSource, Http, Ports } from '../../engine/ports.ts'
import { standInMedia, standInSpeech } from './sounds.ts'

type Given = { sim: SimTelephony; clock: Clock; http: Http; flows: FlowSource; config: () => OfficeConfig }

/** The ports of a simulated engine; chance is always the same, so that the same call takes the same way each time. */
export function simulatedPorts({ sim, clock, http, flows, config }: Given): Ports {
  let ids = 0
  return {
    telephony: sim,
    clock,
    chance: { next: () => 0.4, id: () => `${++ids}` },
    speech: standInSpeech,
    media: standInMedia(sim),
    journal: new MemoryJournal(),
    callLog: new MemoryCallLog(),
    ...memoryStores(),
    http,
    streams: simStreams,
    scripts: simScripts,
    recogniser: simRecogniser,
    webAudio: simWebAudio,
    pins: { find: async () => null },
    flows,
    trunkStates: { registered: () => true },
    config,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  }
}
