import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { type AudioPrompt, type Language, language } from '../../../shared/domain/office.ts'
import { Loaded, tell, tellError, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { promptAddress } from '../../lib/media.ts'
import { playerWords } from '../../lib/playerWords.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'
import { AudioPlayer, EmptyState, Section } from '../../ui/index.ts'
import { PromptAdd } from './PromptAdd.tsx'

type Use = Awaited<ReturnType<typeof rpc.settings.prompts.uses>>[number]

function Name({ prompt, onChanged }: { prompt: AudioPrompt; onChanged(): void }) {
  const [name, setName] = useState(prompt.name)
  const admin = useMay('admin')
  const save = () => {
    if (!name.trim()) return setName(prompt.name)
    if (name === prompt.name) return undefined
    return void rpc.settings.prompts.rename({ id: prompt.id, name }).then(() => {
      tell('success', text.common.saved)
      onChanged()
    }, tellError)
  }
  return (
    <TextInput
      size="xs"
      w={220}
      aria-label={text.common.name}
      maxLength={80}
      disabled={!admin}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

function Remove({ prompt, used, onChanged }: { prompt: AudioPrompt; used: boolean; onChanged(): void }) {
  const [sure, setSure] = useState(false)
  const { busy, run } = useWork()
  const remove = () => (sure ? run(() => rpc.settings.prompts.remove({ id: prompt.id }), onChanged) : setSure(true))
  return (
    <Button
      size="compact-xs"
      variant={sure ? 'filled' : 'default'}
      {...(sure ? { color: 'red.9' } : {})}
      leftSection={<IconTrash size={14} />}
      loading={busy}
      disabled={used}
      title={used ? text.admin.prompts.inUse : undefined}
      onClick={() => void remove()}
    >
      {sure ? text.common.removeSure({ name: prompt.name }) : text.common.remove}
    </Button>
  )
}

function Variant({ prompt, spoken, file }: { prompt: AudioPrompt; spoken: Language; file: string }) {
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" w={92}>
        {text.settings.fields.languages[spoken]}
      </Text>
      <div style={{ flex: 1, maxWidth: 520 }}>
        <AudioPlayer
          src={promptAddress(prompt.id, spoken, file)}
          seconds={prompt.seconds}
          words={playerWords()}
          downloadName={`${prompt.name} (${spoken}).wav`}
        />
      </div>
    </Group>
  )
}

function Prompt({ prompt, use, onChanged }: { prompt: AudioPrompt; use: Use | undefined; onChanged(): void }) {
  const flows = use?.flows ?? []
  const admin = useMay('admin')
  const words = text.admin.prompts
  return (
    <Section
      title={prompt.name}
      beside={
        admin && (
          <Group gap="xs">
            <Name prompt={prompt} onChanged={onChanged} />
            <Remove prompt={prompt} used={flows.length > 0} onChanged={onChanged} />
          </Group>
        )
      }
    >
      <Stack gap="xs" p="md">
        {language.options.map((spoken) => {
          const file = prompt.variants[spoken]
          return file && <Variant key={spoken} prompt={prompt} spoken={spoken} file={file} />
        })}
        <Text size="sm" c="dimmed">
          {flows.length === 0 ? words.unused : `${words.usedIn} `}
          {flows.map((flow, index) => (
            <span key={flow.id}>
              {index > 0 && ', '}
              <Anchor component={Link} to={`/flows/${encodeURIComponent(flow.id)}`} size="sm">
                {flow.name}
              </Anchor>
            </span>
          ))}
        </Text>
      </Stack>
    </Section>
  )
}

/** The audio library: what callers hear, in each language, and which flows play it. */
export function Prompts() {
  const load = useLoad(() => Promise.all([rpc.settings.prompts.list(), rpc.settings.prompts.uses()]), 'prompts', [
    'prompt',
    'flow',
  ])
  const admin = useMay('admin')
  const empty = text.settings.empty.prompts
  return (
    <Stack gap="md">
      {admin && <PromptAdd prompts={load.data?.[0] ?? []} onAdded={load.reload} />}
      <Loaded load={load}>
        {([prompts, uses]) =>
          prompts.length === 0 ? (
            <EmptyState art="sound" {...empty} />
          ) : (
            <Stack gap="md">
              {prompts.map((prompt) => (
                <Prompt
                  key={prompt.id}
                  prompt={prompt}
                  use={uses.find((each) => each.id === prompt.id)}
                  onChanged={load.reload}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  )
}
