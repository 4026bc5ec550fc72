// The headers a caller's INVITE brought along for applications: everything that begins with X- or P-.
import { TelephonyError } from '../ports.ts'
import type { Call } from '../session/call.ts'

const prefixes = ['X-', 'P-']
const most = 30

/** By name, as they came; empty where the channel has none. Rejects only when the call ends. */
export async function sipHeadersOf(call: Call): Promise<Record<string, string>> {
  const headers = await call.pbx.telephony.sipHeaders(call.channelId, prefixes, most).catch((error: unknown) => {
    if (error instanceof TelephonyError) return {}
    throw error
  })
  call.check()
  return headers
}
