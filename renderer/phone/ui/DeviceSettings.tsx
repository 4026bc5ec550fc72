import { Button, Checkbox, Group, Input, NativeSelect, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { choose, chooseRinging } from '../media/deviceChoice.ts'
import { chooseDevice, type Device, kindOf, type SingleRole } from '../media/devices.ts'
import { openMicrophone } from '../media/microphone.ts'
import { startRinging } from '../media/tones.ts'
import { usePhone } from '../store.ts'

function DevicePicker({ device: role }: { device: SingleRole }) {
  const chosen = usePhone((state) => state.choice[role])
  const available = usePhone((state) => state.available)
  const missing = usePhone((state) => state.missing.includes(role))
  const { run } = useWork()
  const fitting = available.filter((each) => each.kind === kindOf(role) && each.label)
  const data = [
    { value: '', label: text.phone.devices.system },
    ...fitting.map((each) => ({ value: each.deviceId, label: each.label })),
  ]
  const current = fitting.find((each) => each.deviceId === chosen?.id || each.label === chosen?.label)
  return (
    <NativeSelect
      label={text.phone.devices[role]}
      description={missing && chosen ? text.phone.devices.missing({ label: chosen.label }) : undefined}
      data={data}
      value={current?.deviceId ?? ''}
      onChange={(event) => {
        const picked = fitting.find((each) => each.deviceId === event.currentTarget.value)
        void run(() => choose(role, picked ? { id: picked.deviceId, label: picked.label } : null))
      }}
    />
  )
}

/** Every speaker can ring, several at once. One that is not plugged in stays in the list, so that it can be left out. */
function RingerPicker() {
  const chosen = usePhone((state) => state.choice.ringers)
  const available = usePhone((state) => state.available)
  const { run } = useWork()
  const words = text.phone.devices
  const there = available.filter((each) => each.kind === kindOf('ringer') && each.label)
  const picked = (device: Device) => chosen.find((each) => chooseDevice(each, 'ringer', there).device?.id === device.id)
  const gone = chosen.filter((each) => chooseDevice(each, 'ringer', there).missing)
  const without = (device: Device) => run(() => chooseRinging(chosen.filter((each) => each !== device)))
  return (
    <Input.Wrapper role="group" aria-label={words.ringer} labelElement="div" label={words.ringer} description={words.ringerHelp}>
      <Stack gap="xs" mt="xs">
        {there.map(({ deviceId: id, label }) => {
          const before = picked({ id, label })
          const toggle = () => (before ? without(before) : run(() => chooseRinging([...chosen, { id, label }])))
          return <Checkbox key={id} label={label} checked={before !== undefined} onChange={toggle} />
        })}
        {gone.map((each) => (
          <Checkbox key={each.id} checked label={each.label} description={words.ringerMissing} onChange={() => without(each)} />
        ))}
      </Stack>
    </Input.Wrapper>
  )
}

type Test = { stop(): void }

/** Plays the microphone back and tells its level, 0–100, thirty times a second. */
async function hearYourself(stream: MediaStream, level: (percent: number) => void): Promise<Test> {
  const context = new AudioContext()
  const source = context.createMediaStreamSource(stream)
  const analyser = new AnalyserNode(context, { fftSize: 1024 })
  source
    .connect(analyser)
    .connect(new DelayNode(context, { delayTime: 0.4 }))
    .connect(context.destination)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
    level(Math.min(100, Math.round(loudness * 400)))
  }, 33)
  return {
    stop: () => {
      clearInterval(timer)
      for (const track of stream.getTracks()) track.stop()
      void context.close()
    },
  }
}

function MicrophoneTest() {
  const microphone = usePhone((state) => state.choice.microphone)
  const [level, setLevel] = useState<number | null>(null)
  const test = useRef<Test>(undefined)
  const { run } = useWork()
  const stop = () => {
    test.current?.stop()
    test.current = undefined
    setLevel(null)
  }
  useEffect(() => () => test.current?.stop(), [])
  const start = () =>
    run(async () => {
      test.current = await hearYourself(await openMicrophone(microphone), setLevel)
    })
  return (
    <Group gap="md">
      <Button variant="default" size="xs" onClick={level === null ? start : stop}>
        {level === null ? text.phone.devices.test : text.phone.devices.stopTest}
      </Button>
      {level !== null && <Progress flex={1} value={level} aria-label={text.phone.devices.level} transitionDuration={0} />}
    </Group>
  )
}

/** Microphone, speaker and ringers of this computer, with a test before the first call. */
export function DeviceSettings() {
  const { ringing } = useMe()
  const ringOnce = () => {
    const ring = startRinging(ringing)
    setTimeout(() => ring.stop(), 1500)
  }
  return (
    <Stack gap="md" maw={460}>
      <Text size="sm" c="dimmed">
        {text.phone.devices.intro}
      </Text>
      <DevicePicker device="microphone" />
      <MicrophoneTest />
      <DevicePicker device="speaker" />
      <RingerPicker />
      <Group>
        <Button variant="default" size="xs" onClick={ringOnce}>
          {text.phone.devices.ringTest}
        </Button>
      </Group>
    </Stack>
  )
}
