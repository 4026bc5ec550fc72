// Where the operator's voice comes from: the chosen microphone, or a test tone.
import type { Device } from './devices.ts'

/** localStorage key of a diagnostic: a frequency in Hz that is sent instead of the microphone, to measure a line with. */
export const testToneKey = 'cordboard.testTone'

let toneContext: AudioContext | undefined

function testTone(): number | null {
  const asked = new URLSearchParams(location.search).get('toneHz') ?? localStorage.getItem(testToneKey)
  const hz = Number(asked)
  return asked && Number.isFinite(hz) && hz > 0 ? hz : null
}

function toneStream(hz: number): MediaStream {
  toneContext ??= new AudioContext()
  void toneContext.resume()
  const tone = new OscillatorNode(toneContext, { frequency: hz })
  const level = new GainNode(toneContext, { gain: 0.5 })
  const out = toneContext.createMediaStreamDestination()
  tone.connect(level).connect(out)
  tone.start()
  return out.stream
}

/** Opens the microphone, or the default one when the chosen one is refused. Throws what getUserMedia throws. */
export async function openMicrophone(device: Device | null): Promise<MediaStream> {
  const hz = testTone()
  if (hz) return toneStream(hz)
  const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  if (!device) return navigator.mediaDevices.getUserMedia({ audio: wanted })
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...wanted, deviceId: { exact: device.id } } })
  } catch (error) {
    const vanished = error instanceof DOMException && (error.name === 'OverconstrainedError' || error.name === 'NotFoundError')
    if (!vanished) throw error
    return navigator.mediaDevices.getUserMedia({ audio: wanted })
  }
}

/** Why the microphone cannot be used, in one of four kinds; null when it can. */
export type MicrophoneProblem = 'denied' | 'missing' | 'inUse' | 'insecure'

export function microphoneProblem(error: unknown): MicrophoneProblem {
  if (!navigator.mediaDevices) return 'insecure'
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'inUse' : 'missing'
}

/** Asks for the microphone once, before the first call needs it, and lets it go. Null when all is well. */
export async function probeMicrophone(device: Device | null): Promise<MicrophoneProblem | null> {
  if (!navigator.mediaDevices) return 'insecure'
  try {
    const stream = await openMicrophone(device)
    for (const track of stream.getTracks()) track.stop()
    return null
  } catch (error) {
    return microphoneProblem(error)
  }
}
