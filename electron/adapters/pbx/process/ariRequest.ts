// The few ARI requests which the process side needs: is it there, reload a module.

import { CONTROL_ADDRESS, type PbxConfig } from '../config/types.ts'

type AriAccess = Pick<PbxConfig, 'ports' | 'ariUser' | 'ariPassword'>

/** One request to ARI (5 s at most); the body is parsed where it is JSON. Rejects when nothing answers. */
export async function ariRequest(access: AriAccess, method: string, path: string): Promise<{ status: number; body: unknown }> {
  const authorization = `Basic ${Buffer.from(`${access.ariUser}:${access.ariPassword}`).toString('base64')}`
  const response = await fetch(`http://${CONTROL_ADDRESS}:${access.ports.http}/ari${path}`, {
    method,
    headers: { authorization, connection: 'close' },
    signal: AbortSignal.timeout(5_000),
  })
  const text = await response.text()
  return { status: response.status, body: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
