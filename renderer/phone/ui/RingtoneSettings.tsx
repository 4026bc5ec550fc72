import { ActionIcon, Group, Input, Radio, Slider, Stack, Tooltip } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { type Ringing, ringing, ringtone } from '../../../shared/domain/ringing.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { session, useMe } from '../../lib/session.ts'
import { Section } from '../../ui/index.ts'
import { ringtones } from '../media/ringtones.ts'
import { type Sound, startRinging } from '../media/tones.ts'

/** Plays one round of a tone on the ringers, and another one instead of it. */
function usePreview() {
  const [playing, setPlaying] = useState<Ringing['tone'] | null>(null)
  const current = useRef<{ sound: Sound; timer: number }>(undefined)
  const stop = () => {
    current.current?.sound.stop()
    clearTimeout(current.current?.timer)
    current.current = undefined
    setPlaying(null)
  }
  const play = (how: Ringing) => {
    stop()
    const timer = window.setTimeout(stop, ringtones[how.tone].everyMs - 100)
    current.current = { sound: startRinging(how), timer }
    setPlaying(how.tone)
  }
  useEffect(
    () => () => {
      current.current?.sound.stop()
      clearTimeout(current.current?.timer)
    },
    [],
  )
  return { playing, play, stop }
}

const { minValue: quietest, maxValue: loudest } = ringing.shape.volume

/** Which tone, how loud: kept by the host, so that it is the same at every computer. What is chosen is heard at once. */
export function RingtoneSettings() {
  const me = useMe()
  const [chosen, setChosen] = useState(me.ringing)
  const { playing, play, stop } = usePreview()
  const { run } = useWork()
  const words = text.phone.ring
  const choose = (change: Partial<Ringing>) => {
    const next = { ...chosen, ...change }
    setChosen(next)
    play(next)
    void run(async () => {
      await rpc.desk.ring(next).catch((error: unknown) => {
        setChosen(me.ringing)
        throw error
      })
      session.setState(({ me: now }) => ({ me: now && { ...now, ringing: next } }))
    })
  }
  return (
    <Section title={words.title}>
      <Stack gap="md" p="md" maw={492}>
        <Radio.Group
          label={words.tone}
          description={words.help}
          value={chosen.tone}
          onChange={(value) => choose({ tone: ringtone.parse(value) })}
        >
          <Stack gap={6} mt="xs">
            {ringtone.options.map((tone) => {
              const sounds = playing === tone
              const label = sounds ? words.stop : words.preview({ tone: words.tones[tone] })
              return (
                <Group key={tone} justify="space-between" wrap="nowrap">
                  <Radio value={tone} label={words.tones[tone]} />
                  <Tooltip label={label}>
                    <ActionIcon
                      variant="default"
                      aria-label={label}
                      onClick={() => (sounds ? stop() : play({ ...chosen, tone }))}
                    >
                      {sounds ? <IconPlayerStop size={15} /> : <IconPlayerPlay size={15} />}
                    </ActionIcon>
                  </Tooltip>
                </Group>
              )
            })}
          </Stack>
        </Radio.Group>
        <Input.Wrapper label={words.volume} labelElement="div">
          <Slider
            mt={4}
            thumbLabel={words.volume}
            min={quietest ?? 5}
            max={loudest ?? 100}
            step={5}
            value={chosen.volume}
            label={(value) => `${value} %`}
            onChange={(volume) => setChosen((before) => ({ ...before, volume }))}
            onChangeEnd={(volume) => choose({ volume })}
          />
        </Input.Wrapper>
      </Stack>
    </Section>
  )
}
