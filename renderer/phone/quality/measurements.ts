// `window.__cordboard`: a window onto the telephone for end-to-end tests and for support. Reads only.
import { agent } from '../agent.ts'
import { phone } from '../store.ts'

export type LineStats = {
  id: string
  state: string
  /** Total audio energy heard and sent, as WebRTC counts it. */
  energyIn: number
  energyOut: number
  packetsIn: number
  packetsOut: number
  packetsLost: number
  /** Strongest frequency of the remote audio now, Hz; null while silent. */
  remoteHz: number | null
}

type Report = Record<string, number | string | undefined>

let context: AudioContext | undefined

/** Listens for a fifth of a second. 4096 points at 48 kHz tell tones 12 Hz apart. */
async function strongestHz(stream: MediaStream): Promise<number | null> {
  context ??= new AudioContext()
  await context.resume()
  const source = context.createMediaStreamSource(stream)
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 })
  source.connect(analyser)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const levels = new Float32Array(analyser.frequencyBinCount)
  analyser.getFloatFrequencyData(levels)
  source.disconnect()
  const peak = levels.indexOf(Math.max(...levels))
  return (levels[peak] ?? -Infinity) > -60 ? Math.round((peak * context.sampleRate) / analyser.fftSize) : null
}

async function lineStats(id: string): Promise<LineStats> {
  const line = agent.lines.get(id)
  const reports: Report[] = []
  ;(await line?.peer?.getStats())?.forEach((report: Report) => {
    reports.push(report)
  })
  const audio = (type: string) => reports.find((report) => report.type === type && report.kind === 'audio')
  const count = (report: Report | undefined, field: string) => Number(report?.[field] ?? 0)
  const tracks = line?.peer?.getReceivers().flatMap((receiver) => (receiver.track ? [receiver.track] : [])) ?? []
  return {
    id,
    state: line?.view.state ?? 'ended',
    energyIn: count(audio('inbound-rtp'), 'totalAudioEnergy'),
    energyOut: count(audio('media-source'), 'totalAudioEnergy'),
    packetsIn: count(audio('inbound-rtp'), 'packetsReceived'),
    packetsOut: count(audio('outbound-rtp'), 'packetsSent'),
    packetsLost: count(audio('inbound-rtp'), 'packetsLost'),
    remoteHz: tracks.length > 0 ? await strongestHz(new MediaStream(tracks)) : null,
  }
}

/** Opens the window. */
export function exposeMeasurements(): void {
  const face = {
    get state() {
      return phone.getState().registration
    },
    get lines() {
      return phone.getState().lines
    },
    stats: () => Promise.all([...agent.lines.keys()].map(lineStats)),
  }
  Object.assign(window, { __cordboard: { phone: face } })
}
