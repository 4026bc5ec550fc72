import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Wallboard } from '../../shared/domain/wallboard.ts'
import { Loaded, useLoad, useWork } from '../lib/feedback/index.ts'
import { longDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { ConfirmButton, CopyText, Dialog } from '../ui/index.ts'

/** The page of a screen at which nobody signs in; what comes after # is not sent to any server. */
function addressOf(board: Wallboard, { token, address }: { token: string; address: string | null }): string {
  const base = /^https?:/.test(location.protocol) ? new URL('./', location.href).href.replace(/#.*$/, '') : (address ?? '')
  return base && `${base}screen.html#${new URLSearchParams({ board: board.id, token })}`
}

function Made({ link }: { link: string }) {
  const words = text.wallboard
  if (link === '')
    return (
      <Text size="sm" role="alert" c="var(--cord-bad)">
        {words.linkNowhere}
      </Text>
    )
  return (
    <Stack gap={6} role="status">
      <Text size="sm">{words.linkOnce}</Text>
      <Group wrap="nowrap" align="flex-start">
        <Text ff="monospace" size="xs" style={{ overflowWrap: 'anywhere' }}>
          {link}
        </Text>
        <CopyText value={link} copy={text.common.copy} copied={text.common.copied} style={{ flexShrink: 0 }} />
      </Group>
    </Stack>
  )
}

/** Links for screens: made, shown once, and taken back. */
export function BoardLinks({ board, onClose }: { board: Wallboard; onClose(): void }) {
  const words = text.wallboard
  const load = useLoad(() => rpc.wallboards.links({ id: board.id }), board.id)
  const [made, setMade] = useState<string | null>(null)
  const { busy, run } = useWork()
  const add = () =>
    run(async () => {
      setMade(addressOf(board, await rpc.wallboards.link({ id: board.id })))
      load.reload()
    })
  const remove = (linkId: string) => void run(() => rpc.wallboards.unlink({ id: board.id, linkId }), load.reload)
  return (
    <Dialog title={`${words.links} – ${board.name}`} close={text.common.close} size="lg" zIndex={300} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {words.linksHelp}
        </Text>
        <Loaded load={load} rows={2}>
          {(links) =>
            links.length === 0 ? (
              <Text size="sm">{words.noLinks}</Text>
            ) : (
              <Stack gap="xs" component="ul" m={0} p={0}>
                {links.map(({ id, createdAt, usedAt }) => (
                  <Group key={id} component="li" justify="space-between" wrap="nowrap">
                    <Text size="sm">
                      {words.linkMade({ day: longDay(createdAt) })}{' '}
                      <Text span c="dimmed" size="sm">
                        {usedAt === null ? words.linkUnused : words.linkUsed({ day: longDay(usedAt) })}
                      </Text>
                    </Text>
                    <ConfirmButton
                      label={words.linkRemove}
                      sure={words.linkRemoveSure}
                      about={longDay(createdAt)}
                      onSure={() => remove(id)}
                    />
                  </Group>
                ))}
              </Stack>
            )
          }
        </Loaded>
        {made !== null && <Made link={made} />}
        <Group justify="flex-end">
          <Button loading={busy} onClick={() => void add()}>
            {words.linkAdd}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
