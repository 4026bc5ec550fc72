import { Button, FileButton, Group, NativeSelect, Progress, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPhone, IconUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { type AudioPrompt, type Language, language } from '../../../shared/domain/office.ts'
import { tell, tellError, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc, type Upload, uploadPrompt } from '../../lib/rpc/index.ts'
import { useMe } from '../../lib/session.ts'
import { Section } from '../../ui/index.ts'
import classes from '../settings.module.css'

type About = { name: string; language: Language; id: string }

/** Of which prompt, under which name, in which language. */
function Which({ about, prompts, put }: { about: About; prompts: readonly AudioPrompt[]; put(part: Partial<About>): void }) {
  const words = text.admin.prompts
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={words.prompt}
        value={about.id}
        onChange={(event) => put({ id: event.currentTarget.value })}
        data={[{ value: '', label: words.newPrompt }, ...prompts.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {about.id === '' && (
        <TextInput
          label={text.common.name}
          maxLength={80}
          w={220}
          value={about.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={text.settings.fields.language}
        value={about.language}
        onChange={(event) => put({ language: language.parse(event.currentTarget.value) })}
        data={language.options.map((value) => ({ value, label: text.settings.fields.languages[value] }))}
      />
    </Group>
  )
}

type Sending = { share: number; upload: Upload }

/** Sends files with progress; it can be stopped. */
function useUpload(about: () => { name: string; language: Language; id?: string }, onAdded: () => void) {
  const [sending, setSending] = useState<Sending | null>(null)
  const send = (file: File | undefined | null) => {
    if (!file) return
    const { name, ...rest } = about()
    const share = (part: number) => setSending((before) => before && { ...before, share: part })
    const upload = uploadPrompt(file, { name: name || file.name.replace(/\.[^.]+$/, '').slice(0, 80), ...rest }, share)
    setSending({ share: 0, upload })
    upload.done
      .then(() => {
        tell('success', text.common.saved)
        onAdded()
      })
      .catch((error: unknown) => (error instanceof DOMException ? undefined : tellError(error)))
      .finally(() => setSending(null))
  }
  return { sending, send }
}

/** A new prompt, or another language of one: by dropping a sound file here, or by typing what is to be said. */
export function PromptAdd({ prompts, onAdded }: { prompts: readonly AudioPrompt[]; onAdded(): void }) {
  const me = useMe()
  const [about, setAbout] = useState<About>({ name: '', language: language.parse(me.office.language), id: '' })
  const [said, setSaid] = useState('')
  const [over, setOver] = useState(false)
  const { busy, run } = useWork()
  const reset = useRef<() => void>(null)
  const words = text.admin.prompts
  const chosen = () => {
    const known = prompts.find((each) => each.id === about.id)
    return { name: known?.name ?? about.name.trim(), language: about.language, ...(known ? { id: known.id } : {}) }
  }
  const { sending, send } = useUpload(chosen, onAdded)
  const speaking = useRef<AbortController>(null)
  const speak = () =>
    run(async () => {
      const stop = new AbortController()
      speaking.current = stop
      try {
        await rpc.settings.prompts.speak({ ...chosen(), text: said }, { signal: stop.signal })
      } catch (error) {
        if (stop.signal.aborted) return
        throw error
      }
      setSaid('')
      tell('success', text.common.saved)
      onAdded()
    })
  const recording = useWork()
  const record = () =>
    recording.run(
      () => rpc.settings.prompts.record(chosen()),
      () => {
        tell('success', text.common.saved)
        onAdded()
      },
    )
  const pick = (file: File | null) => {
    send(file)
    reset.current?.()
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    send(event.dataTransfer.files[0])
  }
  return (
    <Section title={words.add}>
      <Stack gap="md" p="md">
        <Which about={about} prompts={prompts} put={(part) => setAbout((before) => ({ ...before, ...part }))} />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the button inside is the other. */}
        <div
          className={classes.drop}
          data-over={over || undefined}
          onDrop={onDrop}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
        >
          {sending ? (
            <Group gap="sm">
              <Progress flex={1} value={sending.share * 100} animated aria-label={words.uploading} />
              <Text size="sm">{sending.share < 1 ? words.uploading : words.converting}</Text>
              <Button size="compact-xs" variant="default" onClick={sending.upload.stop}>
                {text.common.cancel}
              </Button>
            </Group>
          ) : (
            <Group gap="sm" justify="center">
              <FileButton resetRef={reset} onChange={pick} accept="audio/*,.wav,.mp3,.m4a,.ogg,.opus,.flac">
                {(props) => (
                  <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} />}>
                    {words.upload}
                  </Button>
                )}
              </FileButton>
              <Text size="sm" c="dimmed">
                {words.dropHelp}
              </Text>
            </Group>
          )}
        </div>
        <Textarea
          label={words.say}
          description={words.sayHelp}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={3000}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
        <Group>
          <Button size="xs" loading={busy} disabled={!said.trim() || !chosen().name} onClick={() => void speak()}>
            {words.speak}
          </Button>
          {busy && (
            <Button size="compact-xs" variant="default" onClick={() => speaking.current?.abort()}>
              {text.common.cancel}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPhone size={15} />}
            loading={recording.busy}
            disabled={!chosen().name}
            onClick={() => void record()}
          >
            {words.byPhone}
          </Button>
          {recording.busy && (
            <>
              <Text size="sm" role="status">
                {words.byPhoneHelp}
              </Text>
              <Button size="compact-xs" variant="default" onClick={() => rpc.settings.prompts.stopRecording().catch(tellError)}>
                {words.stopRecording}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Section>
  )
}
