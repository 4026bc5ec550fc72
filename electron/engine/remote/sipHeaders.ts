// The headers a caller's INVITE brought along for applications: everything that begins with X- or P-.
import { TelephonyError } from '../ports.ts'
import type { Call } from '../session/call.ts'

const most = 30

/** By name, as they came; empty where the channel has none. Rejects only when the call ends. */
export async function sipHeadersOf(call: Call): Promise<Record<string, string>> {
  const { telephony } = call.exchange
  const value = async (name: string): Promise<string> => {
    try {
      return await telephony.getVariable(call.channelId, name)
    } catch (error) {
      if (error instanceof TelephonyError) return ''
      throw error
    }
  }
  const lists = await Promise.all([value('PJSIP_HEADERS(X-)'), value('PJSIP_HEADERS(P-)')])
  call.check()
  const names = [...new Set(lists.flatMap((list) => list.split(',').map((name) => name.trim())))].filter(Boolean).slice(0, most)
  const values = await Promise.all(names.map((name) => value(`PJSIP_HEADER(read,${name})`)))
  call.check()
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))
}
