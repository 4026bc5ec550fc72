import { ActionIcon, Group, NativeSelect, Slider, Text } from '@mantine/core'
import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import classes from './player.module.css'
import { Waveform } from './Waveform.tsx'

export type PlayerWords = { play: string; pause: string; speed: string; position: string; download: string; failed: string }

const speeds = ['0.75', '1', '1.25', '1.5', '2']

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

type AudioPlayerProps = { src: string; seconds: number; words: PlayerWords; downloadName: string; onPlayed?: () => void }

/** Plays a message or recording: play, scrub, speed, download. `seconds` is shown until the file tells its own length. */
export function AudioPlayer({ src, seconds, words, downloadName, onPlayed }: AudioPlayerProps) {
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(seconds)
  const [failed, setFailed] = useState(false)
  const [speed, setSpeed] = useState('1')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file starts from the beginning.
  useEffect(() => {
    setPlaying(false)
    setAt(0)
    setLength(seconds)
    setFailed(false)
  }, [src])
  const toggle = () => {
    const element = audio.current
    if (!element) return
    element.playbackRate = Number(speed)
    if (playing) element.pause()
    else element.play().catch(() => setFailed(true))
  }
  const seek = (to: number) => {
    if (audio.current) audio.current.currentTime = to
    setAt(to)
  }
  return (
    <Group gap="sm" wrap="nowrap">
      {/* biome-ignore lint/a11y/useMediaCaption: telephone recordings have no captions. */}
      <audio
        ref={audio}
        src={src}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => onPlayed?.()}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => Number.isFinite(event.currentTarget.duration) && setLength(event.currentTarget.duration)}
        onError={() => setFailed(true)}
      />
      <ActionIcon size={36} radius="xl" variant="filled" onClick={toggle} aria-label={playing ? words.pause : words.play}>
        {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </ActionIcon>
      {failed ? (
        <Text size="sm" c="var(--cord-bad)" flex={1} role="alert">
          {words.failed}
        </Text>
      ) : (
        <div className={classes.shape}>
          <Waveform src={src} seconds={seconds} share={length > 0 ? at / length : 0} />
          <Slider
            className={classes.slider}
            size="sm"
            min={0}
            max={Math.max(length, 0.1)}
            step={0.1}
            value={Math.min(at, length)}
            onChange={seek}
            label={null}
            thumbLabel={words.position}
            thumbProps={{ 'aria-valuetext': clock(at) }}
          />
        </div>
      )}
      <Text size="xs" c="dimmed" ff="monospace" style={{ whiteSpace: 'nowrap' }}>
        {clock(at)} / {clock(length)}
      </Text>
      <NativeSelect
        size="xs"
        w={72}
        aria-label={words.speed}
        value={speed}
        data={speeds.map((value) => ({ value, label: `${value}×` }))}
        onChange={(event) => {
          setSpeed(event.currentTarget.value)
          if (audio.current) audio.current.playbackRate = Number(event.currentTarget.value)
        }}
      />
      <ActionIcon component="a" href={src} download={downloadName} variant="default" size={30} aria-label={words.download}>
        <IconDownload size={16} />
      </ActionIcon>
    </Group>
  )
}
