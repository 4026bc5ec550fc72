// The SIP messages of one call: Asterisk keeps all that pass for as long as it is told to; only first lines leave this file, as the
// rest names people and answers challenges.
import type { SipMessageLine } from '../../../shared/domain/trunkTest.ts'
import type { Pbx } from './process/pbx.ts'

type Rx = Pick<Pbx, 'rx'>

/** Number, time, direction, address, and the first line. */
const LISTED = /^\d{5,} +(\d+) +\* (==>|<==) +\S+ +(\S.*)$/gm
/** A list of one message is the message. */
const SINGLE = /^<--- History Entry \d+ (Sent to|Received from) \S+ at (\d+) *--->\r?\n(\S.*)/m
/** A call's id is ours, and stands in a command. */
const CALL_ID = /^(?:Call-ID|i): *([\w.@-]+)\s*$/im

type Entry = { at: number; sent: boolean; first: string }

/** The entries of `pjsip show history`, oldest first. */
export function listedMessages(list: string): Entry[] {
  const [, how, at, first = ''] = SINGLE.exec(list) ?? []
  if (how !== undefined) return [{ at: Number(at), sent: how === 'Sent to', first: first.trim() }]
  return [...list.matchAll(LISTED)].map(([, seconds, direction, line = '']) => ({
    at: Number(seconds),
    sent: direction === '==>',
    first: line.trim(),
  }))
}

/** `INVITE sip:…` → `INVITE`; `SIP/2.0 180 Ringing` → `180 Ringing`. */
export const shortLine = (first: string): string =>
  first.startsWith('SIP/2.0 ') ? first.slice('SIP/2.0 '.length) : (first.split(' ')[0] ?? '')

/** What a watch of SIP has found once it ends. */
export type SipWatch = {
  /** The messages of the newest call to that number; ends the watch. Never rejects. */
  end(dialled: string): Promise<SipMessageLine[]>
}

/** Begins to keep what passes. Rejects where Asterisk cannot. */
export async function watchSip({ rx }: Rx): Promise<SipWatch> {
  await rx('module load res_pjsip_history.so').catch(() => '') // it is there already
  await rx('pjsip set history clear')
  await rx('pjsip set history on')
  return {
    async end(dialled) {
      try {
        const invite = listedMessages(await rx('pjsip show history')).findLastIndex(
          ({ sent, first }) => sent && first.startsWith('INVITE ') && first.includes(`sip:${dialled}@`),
        )
        if (invite < 0) return []
        const [, callId] = CALL_ID.exec(await rx(`pjsip show history entry ${invite}`)) ?? []
        if (callId === undefined) return []
        const entries = listedMessages(await rx(`pjsip show history where sip.msg.call-id = "${callId}"`))
        const from = entries[0]?.at ?? 0
        return entries.map(({ at, sent, first }) => ({ seconds: at - from, sent, line: shortLine(first) }))
      } catch {
        return [] // the call's end is told all the same
      } finally {
        await rx('pjsip set history off').catch(() => '') // Asterisk is gone, and its history with it
        await rx('pjsip set history clear').catch(() => '')
      }
    },
  }
}
