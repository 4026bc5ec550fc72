// Looks at every talking line each 2 s and tells the screens how it sounds.
import { agent } from '../agent.ts'
import type { Line } from '../sip/line.ts'
import { phone } from '../store.ts'
import { type Look, type Quality, qualityOf } from './quality.ts'

const everyMs = 2000
type Report = Record<string, number | string | undefined>

async function lookAt(line: Line): Promise<Look | null> {
  const reports: Report[] = []
  ;(await line.peer?.getStats())?.forEach((report: Report) => {
    reports.push(report)
  })
  const audio = (type: string) => reports.find((report) => report.type === type && report.kind === 'audio')
  const inbound = audio('inbound-rtp')
  if (!inbound) return null
  const remote = audio('remote-inbound-rtp')
  const microphone = line.peer?.getSenders().find((sender) => sender.track?.kind === 'audio')?.track
  return {
    at: Number(inbound.timestamp ?? 0),
    received: Number(inbound.packetsReceived ?? 0),
    lost: Number(inbound.packetsLost ?? 0),
    jitterMs: Number(inbound.jitter ?? 0) * 1000,
    roundTripMs: Number(remote?.roundTripTime ?? 0) * 1000,
    remoteLoss: Number(remote?.fractionLost ?? 0),
    micMuted: microphone?.muted === true,
  }
}

/** How the line sounded since it was last looked at; null the first time, and while nothing comes. */
async function since(before: Map<string, Look>, id: string): Promise<Quality | null> {
  const line = agent.lines.get(id)
  const now = line ? await lookAt(line).catch(() => null) : null
  if (!now) return null
  const last = before.get(id)
  before.set(id, now)
  return last ? qualityOf(last, now) : null
}

/** Starts looking. Returns what stops it. */
export function watchQuality(): () => void {
  const before = new Map<string, Look>()
  const look = async () => {
    const quality: Record<string, Quality> = {}
    const talking = phone.getState().lines.filter((line) => line.state === 'talking')
    for (const { id } of talking) {
      const found = await since(before, id)
      if (found) quality[id] = found
    }
    for (const id of before.keys()) if (!talking.some((line) => line.id === id)) before.delete(id)
    if (talking.length > 0 || Object.keys(phone.getState().quality).length > 0) phone.setState({ quality })
  }
  const timer = setInterval(() => void look(), everyMs)
  return () => clearInterval(timer)
}
