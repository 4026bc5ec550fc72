// How a call sounds, from what WebRTC counted between two looks: loss, jitter, round trip, and the E-model's opinion of them.

/** Counters of one look. Times in ms; `micMuted`: the system or the headset, not our mute button. */
export type Look = {
  at: number
  received: number
  lost: number
  /** Of the remote's packets here. */
  jitterMs: number
  roundTripMs: number
  /** Share of our packets the remote lost, 0–1, as it reports. */
  remoteLoss: number
  micMuted: boolean
}

export type Cause = 'loss' | 'jitter' | 'delay' | 'micMuted' | 'nothingHeard'
export type Quality = {
  /** 1–4.4. */
  mos: number
  level: 'good' | 'fair' | 'poor'
  lossPercent: number
  jitterMs: number
  delayMs: number
  cause: Cause | null
}

/**
 * The E-model (ITU-T G.107) as VoIP monitors shorten it, one way being half the round trip:
 * `L = latency + 2·jitter + 10; R = L < 160 ? 93.2 − L/40 : 93.2 − (L − 120)/10; R −= 2.5·loss%;
 * MOS = 1 + 0.035·R + 7e-6·R·(R − 60)·(100 − R)`, R clamped to 0–100.
 */
export function mosOf(latencyMs: number, jitterMs: number, lossPercent: number): number {
  const effective = latencyMs + 2 * jitterMs + 10
  const delayed = effective < 160 ? 93.2 - effective / 40 : 93.2 - (effective - 120) / 10
  const rating = Math.max(0, Math.min(100, delayed - 2.5 * lossPercent))
  return 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating)
}

function causeOf(about: Omit<Quality, 'cause' | 'level' | 'mos'>, micMuted: boolean, heard: number): Cause | null {
  if (micMuted) return 'micMuted'
  if (heard <= 0) return 'nothingHeard'
  if (about.lossPercent >= 2) return 'loss'
  if (about.jitterMs >= 30) return 'jitter'
  return about.delayMs >= 300 ? 'delay' : null
}

/** What two looks say; null when the second is not after the first. The worse direction's loss counts. */
export function qualityOf(before: Look, now: Look): Quality | null {
  if (now.at <= before.at) return null
  const heard = now.received - before.received
  const lost = Math.max(0, now.lost - before.lost)
  const lossIn = heard + lost > 0 ? lost / (heard + lost) : 0
  const lossPercent = 100 * Math.max(lossIn, now.remoteLoss)
  const about = { lossPercent, jitterMs: now.jitterMs, delayMs: now.roundTripMs }
  const mos = mosOf(now.roundTripMs / 2, now.jitterMs, lossPercent)
  const cause = causeOf(about, now.micMuted, heard)
  const level = cause === 'nothingHeard' || cause === 'micMuted' || mos < 3.1 ? 'poor' : mos < 3.8 ? 'fair' : 'good'
  return { mos, level, ...about, cause }
}
