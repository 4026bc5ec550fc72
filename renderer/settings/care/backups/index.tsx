import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { BackupsState } from '../../../../shared/contract/backups.ts'
import { LoadError, LoadingRows, tell, tellError, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc, type Upload, uploadBackup } from '../../../lib/rpc/index.ts'
import { Section } from '../../../ui/index.ts'
import { BackupList } from './BackupList.tsx'
import { HowAndWhen } from './HowAndWhen.tsx'
import { Failure, HostAtWork, Underway } from './Progress.tsx'
import { useBackups } from './useBackups.ts'

type Sending = { share: number; upload: Upload<{ name: string }> }

/** A file from this computer to the others. */
function useBringing() {
  const [sending, setSending] = useState<Sending | null>(null)
  const reset = useRef<() => void>(null)
  const bring = (file: File | null) => {
    reset.current?.()
    if (!file) return
    const upload = uploadBackup(file, (share) => setSending((before) => before && { ...before, share }))
    setSending({ share: 0, upload })
    upload.done
      .then(() => tell('success', text.common.saved))
      .catch((error: unknown) => (error instanceof DOMException ? undefined : tellError(error)))
      .finally(() => setSending(null))
  }
  return { sending, bring, reset }
}

/** Says so when the one that was being made is there. */
function useMade(state: BackupsState): void {
  const newest = state.backups[0]?.name
  const before = useRef(newest)
  useEffect(() => {
    if (newest !== before.current && newest?.startsWith('manual-')) tell('success', text.backups.made)
    before.current = newest
  }, [newest])
}

function Loaded({ state }: { state: BackupsState }) {
  const words = text.backups
  const { busy, run } = useWork()
  const { sending, bring, reset } = useBringing()
  useMade(state)
  const { work, passwordSet } = state
  const failed = state.failed?.kind === 'make' && !work ? state.failed : null
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw={680}>
        {words.help}
      </Text>
      <HowAndWhen state={state} />
      <Section
        title={words.kept}
        beside={
          <Group gap="xs">
            <FileButton resetRef={reset} onChange={bring} accept=".cordboard">
              {(props) => (
                <Button
                  {...props}
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconUpload size={14} />}
                  disabled={sending !== null}
                >
                  {words.bring}
                </Button>
              )}
            </FileButton>
            <Button
              size="compact-sm"
              loading={busy}
              disabled={!passwordSet || work !== null}
              onClick={() => run(() => rpc.backups.make())}
            >
              {words.make}
            </Button>
          </Group>
        }
      >
        {(work || sending || failed) && (
          <Stack gap="sm" p="md" pb={0}>
            {work && <HostAtWork work={work} />}
            {sending && <Underway label={words.bringing} share={sending.share} onStop={sending.upload.stop} />}
            {failed && <Failure failed={failed} />}
          </Stack>
        )}
        <BackupList state={state} />
      </Section>
    </Stack>
  )
}

/** Everything the office consists of, kept in sealed files, and brought back from one. */
export function Backups() {
  const { state, error, again } = useBackups()
  if (state) return <Loaded state={state} />
  return error === undefined ? <LoadingRows rows={4} /> : <LoadError error={error} retry={again} />
}
