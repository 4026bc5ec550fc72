// What an Asterisk of others cannot do, found by asking it and not by its version.
import type { PbxAbility } from '../../../shared/domain/pbxAbility.ts'
import type { Finding } from './doctor.ts'
import { type AriLogin, channelPaths, runsModule } from './guest/asked.ts'

type Limit = { id: 'noStreams' | 'noEarlySound' | 'noPhoneTransfers'; detail: string }
const limits: Record<'streams' | 'progress' | 'transfers', Limit> = {
  streams: { id: 'noStreams', detail: 'No audio streams: chan_websocket is missing' },
  progress: { id: 'noEarlySound', detail: 'Nobody is heard before the answer: ARI has no progress' },
  transfers: { id: 'noPhoneTransfers', detail: 'Transfers by telephones are done by Asterisk itself' },
}

/** A finding for each thing it cannot do, which is no fault; none where it does not answer, which is found elsewhere. */
export async function limitsOf(input: AriLogin): Promise<Finding[]> {
  try {
    const missing = await missingOf(input)
    return missing.map((name) => ({ ...limits[name], ok: true, help: '', facts: {} }))
  } catch {
    return [] // what keeps it from answering is a finding of its own
  }
}

async function missingOf(login: AriLogin): Promise<(keyof typeof limits)[]> {
  const [streams, paths] = await Promise.all([runsModule(login, 'chan_websocket.so'), channelPaths(login)])
  const can = {
    streams,
    progress: paths.has('/channels/{channelId}/progress'),
    transfers: paths.has('/channels/{channelId}/transfer_progress'),
  }
  return (Object.keys(limits) as (keyof typeof limits)[]).filter((name) => !can[name])
}

const abilities = { streams: 'streams', progress: 'earlySound', transfers: null } as const

/** What steps of flows may need of it and it cannot do. Rejects where it does not answer. */
export async function lackingAbilities(login: AriLogin): Promise<PbxAbility[]> {
  return (await missingOf(login)).flatMap((name) => abilities[name] ?? [])
}
