import { useEffect, useState } from 'react'
import { peaksOf } from './peaks.ts'
import classes from './player.module.css'

const bars = 120
/** Longer sounds are not fetched whole only to be drawn, s. */
const longestDrawn = 600

/** Fetches and decodes once for each sound; null until then, or when it cannot be had. */
function usePeaks(src: string, seconds: number): readonly number[] | null {
  const [peaks, setPeaks] = useState<readonly number[] | null>(null)
  const drawn = seconds <= longestDrawn
  useEffect(() => {
    setPeaks(null)
    if (!drawn) return
    const stop = new AbortController()
    const draw = async () => {
      const bytes = await (await fetch(src, { signal: stop.signal })).arrayBuffer()
      const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes)
      if (!stop.signal.aborted) setPeaks(peaksOf(sound.getChannelData(0), bars))
    }
    // Without a picture the player plays as well; it says itself when the sound is gone.
    draw().catch(() => undefined)
    return () => stop.abort()
  }, [src, drawn])
  return peaks
}

/** The sound's shape, what was heard of it in the accent colour. Decoration: the slider over it tells and takes the position. */
export function Waveform({ src, seconds, share }: { src: string; seconds: number; share: number }) {
  const peaks = usePeaks(src, seconds)
  if (!peaks) return null
  return (
    <svg className={classes.waveform} viewBox={`0 0 ${bars * 3} 40`} preserveAspectRatio="none" aria-hidden>
      {peaks.map((peak, at) => {
        const height = Math.max(1.5, peak * 36)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are a fixed row.
          <rect key={at} x={at * 3} y={20 - height / 2} width={2} height={height} data-heard={at / bars < share || undefined} />
        )
      })}
    </svg>
  )
}
