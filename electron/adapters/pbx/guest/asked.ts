// What an Asterisk that others run is asked before files are made for it.
import { z } from 'zod'
import type { DoctorInput } from '../doctor.ts'

const timeoutMs = 3_000

export type AriLogin = Pick<DoctorInput, 'ariUrl' | 'ariUser' | 'ariPassword'>

/** `body`: of a 200 only. Rejects where nobody answers. */
export async function askAri(login: AriLogin, path: string, method = 'GET'): Promise<{ status: number; body: unknown }> {
  const authorization = `Basic ${Buffer.from(`${login.ariUser}:${login.ariPassword}`).toString('base64')}`
  const response = await fetch(login.ariUrl + path, {
    method,
    headers: { authorization },
    signal: AbortSignal.timeout(timeoutMs),
  })
  const text = await response.text()
  return { status: response.status, body: response.status === 200 ? JSON.parse(text) : null }
}

const description = z.object({ apis: z.array(z.object({ path: z.string() })) })
const moduleState = z.object({ status: z.string() })
const endpoint = z.object({ technology: z.string(), resource: z.string(), state: z.string().optional() })
const attributes = z.array(z.object({ attribute: z.string(), value: z.string() }))

/** The paths of ARI’s channels. */
export async function channelPaths(login: AriLogin): Promise<Set<string>> {
  const { body } = await askAri(login, '/api-docs/channels.json')
  return new Set(description.parse(body).apis.map(({ path }) => path))
}

/** Whether the module is loaded and runs; `codec_opus.so`. */
export async function runsModule(login: AriLogin, name: string): Promise<boolean> {
  const { body } = await askAri(login, `/asterisk/modules/${name}`)
  return body !== null && moduleState.parse(body).status === 'Running'
}

/** What the files for it depend on. */
export type GuestCan = { opus: boolean; phoneTransfers: boolean }
/** Of one that is not asked: what all can. */
export const canLeast: GuestCan = { opus: false, phoneTransfers: false }

/** Rejects where it does not answer. */
export async function guestCan(login: AriLogin): Promise<GuestCan> {
  const [paths, ...opus] = await Promise.all([
    channelPaths(login),
    ...['codec_opus.so', 'codec_opus_open_source.so'].map((name) => runsModule(login, name)),
  ])
  return { opus: opus.includes(true), phoneTransfers: paths.has('/channels/{channelId}/transfer_progress') }
}

export type ListedEndpoint = { name: string; online: boolean }

/** Its PJSIP endpoints. Rejects where it does not answer. */
export async function listEndpoints(login: AriLogin): Promise<ListedEndpoint[]> {
  const { body } = await askAri(login, '/endpoints/PJSIP')
  return z
    .array(endpoint)
    .parse(body ?? [])
    .map(({ resource, state }) => ({ name: resource, online: state === 'online' }))
}

/** What stands in its configuration of one thing; null where there is none. `type`: `endpoint`, `auth`. */
export async function configured(login: AriLogin, type: string, id: string): Promise<Map<string, string> | null> {
  const { body } = await askAri(login, `/asterisk/config/dynamic/res_pjsip/${type}/${encodeURIComponent(id)}`)
  if (body === null) return null
  return new Map(attributes.parse(body).map(({ attribute, value }) => [attribute, value]))
}

/** So many of its telephones are looked at for the context that they dial in. */
const mostLookedAt = 20

/** The context that most of its own telephones dial in; null where that cannot be told. */
export async function phonesContext(login: AriLogin): Promise<string | null> {
  const phones = (await listEndpoints(login)).filter(({ name }) => /^\d{2,6}$/.test(name)).slice(0, mostLookedAt)
  const found = await Promise.all(phones.map(({ name }) => configured(login, 'endpoint', name)))
  const counts = new Map<string, number>()
  for (const each of found) {
    const context = each?.get('context')
    if (context) counts.set(context, (counts.get(context) ?? 0) + 1)
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a)
  return first?.[0] ?? null
}
