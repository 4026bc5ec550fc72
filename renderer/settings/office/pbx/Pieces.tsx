import { Button, Code, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type GuestState,
  type PbxChoice,
  type PbxFile,
  pbxContext,
  pbxKind,
  usualContext,
} from '../../../../shared/domain/guest.ts'
import { useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { pbxFilesAddress } from '../../../lib/media.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { CopyText, Section } from '../../../ui/index.ts'

type Shown = Awaited<ReturnType<typeof rpc.settings.pbx.files>> & { choice: PbxChoice }

/** Where a piece goes, in words. */
function placeOf({ way, name: file, section = '' }: PbxFile): string {
  const words = text.guest
  const said = { file: words.whole, block: words.block, end: words.end }
  return way === 'section' ? words.section({ file, section }) : said[way]({ file })
}

function Lines({ title, lines }: { title: string; lines: string }) {
  const words = text.guest
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        <CopyText
          value={lines}
          copy={text.common.copy}
          copied={text.common.copied}
          size="compact-xs"
          aria-label={words.copyOf({ what: title })}
          style={{ flexShrink: 0 }}
        />
      </Group>
      <Code block tabIndex={0} role="region" aria-label={title} mah={280} style={{ overflow: 'auto' }}>
        {lines.trimEnd()}
      </Code>
    </Stack>
  )
}

/** The pieces, in the order in which they are put in, and what is done by hand beside them. */
function Steps({ shown: { files, numbers, choice }, url }: { shown: Shown; url: string }) {
  const words = text.guest
  const targets = numbers.map((number) => `cordboard-numbers,${number},1`).join('\n')
  return (
    <Stack gap="md">
      {choice.kind !== 'plain' && <Text size="sm">{words.http({ url })}</Text>}
      {files.map((file) => (
        <Lines key={`${file.name} ${file.part}`} title={placeOf(file)} lines={file.text} />
      ))}
      <Text size="sm">{words.reload}</Text>
      <Text size="sm">{choice.kind === 'plain' ? words.outside : words.destinations}</Text>
      {targets !== '' && <Lines title={words.targets} lines={targets} />}
    </Stack>
  )
}

const contextFor = ({ last, context }: GuestState, kind: PbxChoice['kind']): string =>
  last?.kind === kind ? last.context : (context ?? usualContext(kind))

/** What goes into the files of that Asterisk: shown piece by piece, or as one download. */
export function Pieces({ state }: { state: GuestState }) {
  const words = text.guest
  const [kind, setKind] = useState<PbxChoice['kind']>(state.last?.kind ?? 'plain')
  const [context, setContext] = useState(contextFor(state, kind))
  const [shown, setShown] = useState<Shown | null>(null)
  const { busy, run } = useWork()
  const fits = pbxContext.safeParse(context).success
  const choice = { kind, context }
  const show = () => run(async () => setShown({ ...(await rpc.settings.pbx.files(choice)), choice }))
  return (
    <Section title={words.files}>
      <Stack gap="md" p="md">
        <Text size="sm" c="dimmed" maw={680}>
          {words.filesHelp}
        </Text>
        <NativeSelect
          label={words.kind}
          maw={420}
          value={kind}
          data={pbxKind.options.map((value) => ({ value, label: words.kinds[value] }))}
          onChange={(event) => {
            const next = pbxKind.parse(event.currentTarget.value)
            setKind(next)
            setContext(contextFor(state, next))
            setShown(null)
          }}
        />
        <TextInput
          label={words.context}
          description={[words.contextHelp, state.context === null ? '' : words.contextFound({ context: state.context })]
            .join(' ')
            .trim()}
          maw={420}
          maxLength={79}
          value={context}
          error={context !== '' && !fits ? words.contextWrong : undefined}
          onChange={(event) => {
            setContext(event.currentTarget.value)
            setShown(null)
          }}
        />
        <Group gap="xs">
          <Button variant="default" disabled={!fits} loading={busy} onClick={show}>
            {words.show}
          </Button>
          {fits ? (
            <Button
              component="a"
              href={pbxFilesAddress(kind, context)}
              download={`cordboard-${kind}.zip`}
              variant="default"
              leftSection={<IconDownload size={15} />}
            >
              {words.download}
            </Button>
          ) : (
            <Button variant="default" disabled leftSection={<IconDownload size={15} />}>
              {words.download}
            </Button>
          )}
        </Group>
        {shown && <Steps shown={shown} url={state.url} />}
      </Stack>
    </Section>
  )
}
