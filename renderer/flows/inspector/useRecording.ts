// A recording by the computer's microphone, as far as a WAV file that can be heard and kept.
import { useEffect, useRef, useState } from 'react'
import { trimmed, wavOf, wavRate } from './wav.ts'

export type Recording =
  | { state: 'idle' }
  /** `level` 0 to 1; `seconds` since it began. */
  | { state: 'recording'; level: number; seconds: number }
  | { state: 'done'; file: Blob; address: string }
  | { state: 'failed'; reason: 'refused' | 'nothing' }

/** The longest prompt anyone listens to, in seconds. */
const longest = 300

/** What was recorded as one channel at the telephone's rate. */
async function decoded(parts: Blob[]): Promise<Float32Array> {
  const bytes = await new Blob(parts).arrayBuffer()
  const decoder = new OfflineAudioContext(1, 1, wavRate)
  const sound = await decoder.decodeAudioData(bytes)
  const mixer = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * wavRate)), wavRate)
  const source = new AudioBufferSourceNode(mixer, { buffer: sound })
  source.connect(mixer.destination)
  source.start()
  return (await mixer.startRendering()).getChannelData(0)
}

/** Begins; `heard` is told the level, `ended` what came of it. Gives back how to stop it. Throws when there is no microphone. */
async function record(heard: (level: number, seconds: number) => void, ended: (next: Recording) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: true } })
  const context = new AudioContext()
  const meter = new AnalyserNode(context, { fftSize: 1024 })
  new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(meter)
  const recorder = new MediaRecorder(stream)
  const parts: Blob[] = []
  const began = performance.now()
  const samples = new Float32Array(meter.fftSize)
  const stop = () => recorder.state !== 'inactive' && recorder.stop()
  const ticking = setInterval(() => {
    meter.getFloatTimeDomainData(samples)
    const seconds = (performance.now() - began) / 1000
    heard(Math.min(1, Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length) * 4), seconds)
    if (seconds > longest) stop()
  }, 80)
  recorder.ondataavailable = ({ data }) => parts.push(data)
  recorder.onstop = () => {
    clearInterval(ticking)
    for (const track of stream.getTracks()) track.stop()
    void context.close()
    decoded(parts)
      .then((sound) => trimmed(sound))
      .then((sound) => {
        if (sound.length === 0) return ended({ state: 'failed', reason: 'nothing' })
        const file = wavOf(sound)
        ended({ state: 'done', file, address: URL.createObjectURL(file) })
      })
      .catch(() => ended({ state: 'failed', reason: 'nothing' })) // too short to be decoded
  }
  recorder.start()
  return stop
}

/** One recording at a time; it ends, and the microphone is let go, when the field goes away. */
export function useRecording() {
  const [recording, setRecording] = useState<Recording>({ state: 'idle' })
  const stop = useRef<() => void>(() => {})
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
      stop.current()
    }
  }, [])
  const forget = () => {
    if (recording.state === 'done') URL.revokeObjectURL(recording.address)
  }
  const begin = async () => {
    forget()
    setRecording({ state: 'recording', level: 0, seconds: 0 })
    try {
      stop.current = await record(
        (level, seconds) => setRecording({ state: 'recording', level, seconds }),
        (next) => (gone.current ? next.state === 'done' && URL.revokeObjectURL(next.address) : setRecording(next)),
      )
      if (gone.current) stop.current()
    } catch {
      setRecording({ state: 'failed', reason: 'refused' }) // shown with what helps
    }
  }
  const reset = () => {
    forget()
    setRecording({ state: 'idle' })
  }
  return { recording, begin, stop: () => stop.current(), reset }
}
