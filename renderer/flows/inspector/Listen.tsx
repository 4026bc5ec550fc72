import { ActionIcon } from '@mantine/core'
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { AudioPrompt } from '../../../shared/domain/office.ts'
import { text } from '../../lib/i18n/index.ts'
import { promptAddress } from '../../lib/media.ts'

/** Plays a recorded prompt on the computer's speakers. */
export function Listen({ prompt }: { prompt: AudioPrompt }) {
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [variant] = Object.entries(prompt.variants)
  if (!variant) return null
  const [language, file = ''] = variant
  const toggle = () => {
    if (playing) audio.current?.pause()
    else void audio.current?.play().catch(() => setPlaying(false)) // the button shows that nothing plays
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: telephone prompts have no captions. */}
      <audio
        ref={audio}
        src={promptAddress(prompt.id, language, file)}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
      />
      <ActionIcon variant="default" size={34} onClick={toggle} aria-label={`${text.editor.listen}: ${prompt.name}`}>
        {playing ? <IconPlayerStopFilled size={15} /> : <IconPlayerPlayFilled size={15} />}
      </ActionIcon>
    </>
  )
}
