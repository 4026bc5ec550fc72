import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useHostNow } from '../../lib/clock.ts'
import { type Load, Loaded, tellUndoable, useLoad, useWork } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'
import { Difference } from './Difference.tsx'

type Version = Awaited<ReturnType<typeof rpc.flows.versions>>[number]
type VersionsProps = {
  flowId: string
  load: Load<Version[]>
  shown: number | null
  onShow(version: number | null): void
  /** Before a version takes the place of the draft: what was just typed is saved. */
  onRestore(): Promise<void>
  onRestored(): void
}

const versionBefore = (versions: readonly Version[], of: number): number =>
  Math.max(0, ...versions.map(({ version }) => version).filter((version) => version < of))

/** What a version changed against the one before it. */
function Compared({ flowId, version, before }: { flowId: string; version: number; before: number }) {
  const both = useLoad(
    () => Promise.all([before, version].map((each) => rpc.flows.version({ id: flowId, version: each }))),
    `${flowId} ${before} ${version}`,
  )
  return (
    <Loaded load={both} rows={3}>
      {([was, is]) => (was && is ? <Difference before={was} after={is} /> : null)}
    </Loaded>
  )
}

/** What was published, newest first; any of them can be shown, and made the draft again. */
export function Versions({ flowId, load, shown, onShow, onRestore, onRestored }: VersionsProps) {
  const now = useHostNow()
  const admin = useMay('admin')
  const { busy, run } = useWork()
  const words = text.flows
  const [compared, setCompared] = useState<number | null>(null)
  const restore = (version: number) =>
    run(async () => {
      await onRestore()
      const { document } = await rpc.flows.draft({ id: flowId })
      await rpc.flows.restore({ id: flowId, version })
      onRestored()
      tellUndoable(words.restored({ version }), async () => {
        const { revision } = await rpc.flows.draft({ id: flowId })
        await rpc.flows.save({ document, revision })
        onRestored()
      })
    })
  return (
    <Loaded load={load} rows={3}>
      {(versions) => (
        <Stack gap="md">
          <Modal
            opened={compared !== null}
            onClose={() => setCompared(null)}
            title={compared !== null && text.canvas.difference.of({ version: compared })}
            size="lg"
            centered
            closeButtonProps={{ 'aria-label': text.common.close }}
          >
            {compared !== null && <Compared flowId={flowId} version={compared} before={versionBefore(versions, compared)} />}
          </Modal>
          {versions.length === 0 && (
            <Text size="sm" c="dimmed">
              {words.noVersions}
            </Text>
          )}
          {[...versions]
            .sort((a, b) => b.version - a.version)
            .map(({ version, publishedAt, by, note }, index) => (
              <div key={version}>
                <Group gap="xs">
                  <Text fw={600}>{words.version({ version })}</Text>
                  {index === 0 && (
                    <Badge color="teal" c="var(--cord-good)">
                      {words.published}
                    </Badge>
                  )}
                </Group>
                <Text size="xs" c="dimmed">
                  {shortMoment(publishedAt, now)} {words.by({ name: by })}
                </Text>
                {note && <Text size="sm">{note}</Text>}
                <Group gap={6} mt={4}>
                  <Button size="compact-xs" variant="default" onClick={() => onShow(shown === version ? null : version)}>
                    {shown === version ? words.backToDraft : words.view}
                  </Button>
                  {index + 1 < versions.length && (
                    <Button size="compact-xs" variant="default" onClick={() => setCompared(version)}>
                      {text.canvas.difference.compare}
                    </Button>
                  )}
                  {admin && (
                    <Button size="compact-xs" variant="default" loading={busy} onClick={() => restore(version)}>
                      {words.restore}
                    </Button>
                  )}
                </Group>
              </div>
            ))}
        </Stack>
      )}
    </Loaded>
  )
}
