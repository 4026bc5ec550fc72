import { Button, Group, NativeSelect, NumberInput, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import { IconPlayerPlayFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { type Language, language } from '../../shared/domain/office.ts'
import { type SpeechSettings, speechSettings } from '../../shared/domain/voices.ts'
import { Loaded, tell, useLoad, useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'

type Voices = Awaited<ReturnType<typeof rpc.settings.speech.voices>>

const words = () => text.outside.speech
const textOf = (event: { currentTarget: { value: string } }) => event.currentTarget.value

/** One language's voice, with a sentence to hear it. */
function VoiceOf({ of, draft, voices, set }: { of: Language; draft: SpeechSettings; voices: Voices; set(voice: string): void }) {
  const { busy, run } = useWork()
  const own = voices.filter((voice) => voice.language === of)
  const chosen = draft.voices[of] ?? ''
  const name = text.settings.fields.languages[of]
  const hear = () =>
    run(async () => {
      const { wav } = await rpc.settings.speech.hear({
        text: words().testText,
        language: of,
        speed: draft.speed,
        ...(chosen ? { voice: chosen } : {}),
      })
      await new Audio(`data:audio/wav;base64,${wav}`).play()
    })
  const known = own.some(({ id }) => id === chosen) || chosen === '' ? [] : [{ value: chosen, label: chosen }]
  const options = own.map((voice) => ({ value: voice.id, label: voice.name }))
  return (
    <Group align="end" wrap="nowrap">
      <NativeSelect
        flex={1}
        label={`${words().voiceOf}: ${name}`}
        value={chosen}
        data={[{ value: '', label: words().standard }, ...options, ...known]}
        onChange={(event) => set(textOf(event))}
      />
      <Button
        variant="default"
        loading={busy}
        leftSection={<IconPlayerPlayFilled size={14} />}
        aria-label={`${words().test}: ${name}`}
        onClick={hear}
      >
        {words().test}
      </Button>
    </Group>
  )
}

function SpeechForm({ settings, voices, onSaved }: { settings: SpeechSettings; voices: Voices; onSaved(): void }) {
  const [draft, setDraft] = useState(settings)
  const { busy, run } = useWork()
  const admin = useMay('admin')
  const set = (change: Partial<SpeechSettings>) => setDraft({ ...draft, ...change })
  const save = () =>
    run(
      () => rpc.settings.speech.save(draft),
      () => {
        tell('success', text.common.saved)
        onSaved()
      },
    )
  const w = words()
  return (
    <Stack gap="sm" maw={560}>
      <NativeSelect
        label={w.engine}
        value={draft.engine}
        data={speechSettings.shape.engine.unwrap().options.map((value) => ({ value, label: w[value] }))}
        onChange={(event) => set({ engine: speechSettings.shape.engine.parse(textOf(event)) })}
      />
      {(draft.engine === 'espeak' || draft.engine === 'piper') && (
        <TextInput label={w.program} value={draft.program} onChange={(event) => set({ program: textOf(event) })} />
      )}
      {draft.engine === 'piper' && (
        <TextInput label={w.voiceFolder} value={draft.voiceFolder} onChange={(event) => set({ voiceFolder: textOf(event) })} />
      )}
      {draft.engine === 'http' && <TextInput label={w.url} value={draft.url} onChange={(event) => set({ url: textOf(event) })} />}
      {language.options.map((of) => (
        <VoiceOf
          key={of}
          of={of}
          draft={draft}
          voices={voices}
          set={(voice) => {
            const { [of]: _before, ...rest } = draft.voices
            set({ voices: voice ? { ...rest, [of]: voice } : rest })
          }}
        />
      ))}
      <NumberInput
        label={w.speed}
        value={draft.speed}
        min={0.5}
        max={2}
        step={0.1}
        onChange={(speed) => typeof speed === 'number' && set({ speed })}
      />
      <TagsInput
        label={w.profiles}
        value={Object.entries(draft.profiles).map(([name, voice]) => `${name} = ${voice}`)}
        onChange={(lines) => set({ profiles: profilesOf(lines) })}
      />
      <NativeSelect
        label={w.recogniser}
        value={draft.recogniser}
        data={[
          { value: 'none', label: w.none },
          { value: 'vosk', label: w.vosk },
          { value: 'program', label: w.localProgram },
        ]}
        onChange={(event) => set({ recogniser: speechSettings.shape.recogniser.parse(textOf(event)) })}
      />
      {draft.recogniser === 'vosk' && (
        <TextInput label={w.url} value={draft.recogniserUrl} onChange={(event) => set({ recogniserUrl: textOf(event) })} />
      )}
      {draft.recogniser === 'program' && (
        <TextInput
          label={w.command}
          value={draft.recogniserCommand.join(' ')}
          onChange={(event) => set({ recogniserCommand: textOf(event).split(' ') })}
        />
      )}
      <Switch
        label={w.transcribe}
        checked={draft.transcribe}
        onChange={(event) => set({ transcribe: event.currentTarget.checked })}
      />
      {admin && (
        <Group>
          <Button loading={busy} onClick={save}>
            {w.save}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** `en-US-ZiraRUS = en-us+f3`, a line a profile. */
function profilesOf(lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line) => line.split('=').map((part) => part.trim()))
  return Object.fromEntries(pairs.flatMap(([name, voice]) => (name && voice ? [[name, voice]] : [])))
}

/** How the office speaks and understands. */
export function Speech() {
  const load = useLoad(
    async () => ({ settings: await rpc.settings.speech.get(), voices: await rpc.settings.speech.voices() }),
    'speech',
  )
  return <Loaded load={load}>{(loaded) => <SpeechForm {...loaded} onSaved={load.reload} />}</Loaded>
}
