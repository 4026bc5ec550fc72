import { Button, Group, NativeSelect, NumberInput, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import { IconPlayerPlayFilled } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { z } from 'zod'
import { type Language, language } from '../../../shared/domain/office.ts'
import { type SpeechSettings, speechSettings, voiceSamples } from '../../../shared/domain/voices.ts'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { fieldProblems } from '../../lib/fieldProblems.ts'
import { text } from '../../lib/i18n/index.ts'
import { codeOf, rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'
import { Held, useHold } from '../form/Held.tsx'
import { silence } from '../reach.ts'

type Voices = Awaited<ReturnType<typeof rpc.settings.speech.voices>>
type PartProps = { draft: SpeechSettings; problems: Record<string, string>; set(change: Partial<SpeechSettings>): void }

const words = () => text.integrations.speech
const textOf = (event: { currentTarget: { value: string } }) => event.currentTarget.value

/** The settings, and the address that the chosen program or recogniser needs. */
const checked = speechSettings.superRefine(({ engine, url, recogniser, recogniserUrl }, found) => {
  const say = (path: string, said: string) => found.addIssue({ code: 'custom', path: [path], params: { said } })
  if (engine === 'http' && !z.url({ protocol: /^https?$/ }).safeParse(url.trim()).success) say('url', text.problems.field.url)
  if (recogniser === 'vosk' && !z.url({ protocol: /^wss?$/ }).safeParse(recogniserUrl.trim()).success)
    say('recogniserUrl', words().badSocket)
})

type VoiceProps = { of: Language; draft: SpeechSettings; voices: Voices; readOnly: boolean; set(voice: string): void }

/** One language's voice, with a sentence to hear it, by the settings as they stand in the form. */
function VoiceOf({ of, draft, voices, readOnly, set }: VoiceProps) {
  const { busy, run } = useWork()
  const mayHear = useMay('supervisor')
  const own = voices.filter((voice) => voice.language === of)
  const chosen = draft.voices[of] ?? ''
  const name = text.settings.fields.languages[of]
  const said = { text: voiceSamples[of], language: of }
  const wav = () =>
    readOnly
      ? rpc.settings.speech.hear({ ...said, speed: draft.speed, ...(chosen ? { voice: chosen } : {}) })
      : rpc.settings.speech.try({ ...said, settings: draft })
  const hear = () =>
    run(async () => {
      const heard = await wav().catch((error: unknown) => {
        if (codeOf(error) !== 'REFUSED') throw error
        tell('error', error instanceof Error ? silence(error.message) : '', words().cannotSpeak)
      })
      if (heard) await new Audio(`data:audio/wav;base64,${heard.wav}`).play()
    })
  const known = own.some(({ id }) => id === chosen) || chosen === '' ? [] : [{ value: chosen, label: chosen }]
  const options = own.map((voice) => ({ value: voice.id, label: voice.name }))
  return (
    <Group align="end" wrap="nowrap">
      <NativeSelect
        flex={1}
        label={`${words().voiceOf}: ${name}`}
        value={chosen}
        disabled={readOnly}
        data={[{ value: '', label: words().standard }, ...options, ...known]}
        onChange={(event) => set(textOf(event))}
      />
      {mayHear && (
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconPlayerPlayFilled size={14} />}
          aria-label={`${words().test}: ${name}`}
          onClick={hear}
        >
          {words().test}
        </Button>
      )}
    </Group>
  )
}

type Programs = Awaited<ReturnType<typeof rpc.settings.speech.programs>>
const noPrograms: Programs = { file: '', speech: [], recognisers: [] }

/** Which program speaks. */
function Engine({ draft, problems, programs, set }: PartProps & { programs: Programs }) {
  const w = words()
  return (
    <>
      <NativeSelect
        label={w.engine}
        value={draft.engine}
        data={speechSettings.shape.engine.unwrap().options.map((value) => ({ value, label: w[value] }))}
        onChange={(event) => set({ engine: speechSettings.shape.engine.parse(textOf(event)) })}
      />
      {(draft.engine === 'espeak' || draft.engine === 'piper') && (
        <NativeSelect
          label={w.program}
          description={w.programsIn({ file: programs.file })}
          value={draft.program}
          data={[
            { value: '', label: w.standard },
            ...programs.speech.filter((each) => each.engine === draft.engine).map((each) => each.name),
          ]}
          onChange={(event) => set({ program: textOf(event) })}
        />
      )}
      {draft.engine === 'http' && (
        <TextInput
          label={w.url}
          placeholder="https://"
          value={draft.url}
          error={problems.url}
          onChange={(event) => set({ url: textOf(event) })}
        />
      )}
    </>
  )
}

/** Who writes down what was said. */
function Recogniser({ draft, problems, programs, set }: PartProps & { programs: Programs }) {
  const w = words()
  return (
    <>
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
        <TextInput
          label={w.url}
          placeholder="ws://"
          value={draft.recogniserUrl}
          error={problems.recogniserUrl}
          onChange={(event) => set({ recogniserUrl: textOf(event) })}
        />
      )}
      {draft.recogniser === 'program' && (
        <NativeSelect
          label={w.command}
          description={w.programsIn({ file: programs.file })}
          value={draft.recogniserProgram}
          data={[{ value: '', label: '–' }, ...programs.recognisers]}
          onChange={(event) => set({ recogniserProgram: textOf(event) })}
        />
      )}
      <Switch
        label={w.transcribe}
        checked={draft.transcribe}
        disabled={draft.recogniser === 'none'}
        onChange={(event) => set({ transcribe: event.currentTarget.checked })}
      />
    </>
  )
}

/** The voices of the program that is chosen in the form, whether it is saved or not. */
function useVoices({ engine, program, url }: SpeechSettings, draft: SpeechSettings, admin: boolean): Voices {
  const asked = () => (admin ? rpc.settings.speech.voicesOf(draft) : rpc.settings.speech.voices())
  return useLoad(asked, [engine, program, url].join('\n')).data ?? []
}

type FormProps = { settings: SpeechSettings; hold(typed: boolean): void; onSaved(): void }

function SpeechForm({ settings, hold, onSaved }: FormProps) {
  const [draft, setDraft] = useState(settings)
  useHold(hold, draft !== settings)
  const [problems, setProblems] = useState<Record<string, string>>({})
  // The addresses are typed: they are asked for their voices when the field is left, not at each letter.
  const [place, setPlace] = useState(settings)
  const { busy, run } = useWork()
  const admin = useMay('admin')
  const voices = useVoices(place, draft, admin)
  const programs =
    useLoad(() => (admin ? rpc.settings.speech.programs() : Promise.resolve(noPrograms)), 'programs').data ?? noPrograms
  const set = (change: Partial<SpeechSettings>) => {
    setDraft({ ...draft, ...change })
    if (change.engine) setPlace({ ...draft, ...change })
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const found = fieldProblems(checked, draft)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    void run(
      () => rpc.settings.speech.save(draft),
      () => {
        tell('success', text.common.saved)
        hold(false)
        onSaved()
      },
    )
  }
  const setVoice = (of: Language, voice: string) => {
    const { [of]: _before, ...rest } = draft.voices
    set({ voices: voice ? { ...rest, [of]: voice } : rest })
  }
  const w = words()
  return (
    <form onSubmit={save} onBlur={() => setPlace(draft)} noValidate>
      <Stack gap="sm" maw={560}>
        <Fields off={!admin}>
          <Engine draft={draft} problems={problems} programs={programs} set={set} />
        </Fields>
        {language.options.map((of) => (
          <VoiceOf key={of} of={of} draft={draft} voices={voices} readOnly={!admin} set={(voice) => setVoice(of, voice)} />
        ))}
        <Fields off={!admin}>
          <NumberInput
            label={w.speed}
            description={w.speedHelp}
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
          <Recogniser draft={draft} problems={problems} programs={programs} set={set} />
        </Fields>
        {admin && (
          <Group>
            <Button type="submit" loading={busy}>
              {w.save}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}

/** Fields that somebody may only look at. */
const Fields = ({ off, children }: { off: boolean; children: ReactNode }) => (
  <fieldset disabled={off} style={{ all: 'unset', display: 'contents' }}>
    {children}
  </fieldset>
)

/** `en-US-ZiraRUS = en-us+f3`, a line a profile. */
function profilesOf(lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line) => line.split('=').map((part) => part.trim()))
  return Object.fromEntries(pairs.flatMap(([name, voice]) => (name && voice ? [[name, voice]] : [])))
}

/** How the office speaks and understands. */
export function Speech() {
  const load = useLoad(() => rpc.settings.speech.get(), 'speech', ['speech'])
  return (
    <Loaded load={load}>
      {(settings) => (
        <Held value={settings}>
          {(shown, hold) => <SpeechForm key={shown.revision} settings={shown} hold={hold} onSaved={load.reload} />}
        </Held>
      )}
    </Loaded>
  )
}
