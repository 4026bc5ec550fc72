// What an Asterisk of others cannot do, found by asking it and not by its version.
import { z } from 'zod'
import type { DoctorInput, Finding } from './doctor.ts'

const timeoutMs = 3_000
const description = z.object({ apis: z.array(z.object({ path: z.string() })) })
const moduleState = z.object({ status: z.string() })

type Limit = { id: 'noStreams' | 'noEarlySound' | 'noPhoneTransfers'; detail: string }
const limits: Record<'streams' | 'progress' | 'transfers', Limit> = {
  streams: { id: 'noStreams', detail: 'No audio streams: chan_websocket is missing' },
  progress: { id: 'noEarlySound', detail: 'Nobody is heard before the answer: ARI has no progress' },
  transfers: { id: 'noPhoneTransfers', detail: 'Transfers by telephones are done by Asterisk itself' },
}

/** A finding for each thing it cannot do, which is no fault; none where it does not answer, which is found elsewhere. */
export async function limitsOf(input: DoctorInput): Promise<Finding[]> {
  try {
    const [streams, paths] = await Promise.all([runs(input, 'chan_websocket.so'), channelPaths(input)])
    const can = {
      streams,
      progress: paths.has('/channels/{channelId}/progress'),
      transfers: paths.has('/channels/{channelId}/transfer_progress'),
    }
    const missing = (Object.keys(limits) as (keyof typeof limits)[]).filter((name) => !can[name])
    return missing.map((name) => ({ ...limits[name], ok: true, help: '', facts: {} }))
  } catch {
    return [] // what keeps it from answering is a finding of its own
  }
}

async function channelPaths(input: DoctorInput): Promise<Set<string>> {
  const answer = await ask(input, '/api-docs/channels.json')
  return new Set(description.parse(await answer.json()).apis.map(({ path }) => path))
}

async function runs(input: DoctorInput, name: string): Promise<boolean> {
  const answer = await ask(input, `/asterisk/modules/${name}`)
  return answer.ok && moduleState.parse(await answer.json()).status === 'Running'
}

function ask({ ariUrl, ariUser, ariPassword }: DoctorInput, path: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${ariUser}:${ariPassword}`).toString('base64')}`
  return fetch(ariUrl + path, { headers: { authorization }, signal: AbortSignal.timeout(timeoutMs) })
}
