import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BackupSettings } from '../../../../shared/domain/backup.ts'
import { shortestPassword } from '../../../../shared/domain/backup.ts'
import { tell, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { Dialog } from '../../../ui/index.ts'

type Problems = { first?: string; second?: string }

function problemsOf(first: string, second: string): Problems {
  const words = text.backups
  if (first.length < shortestPassword) return { first: words.tooShort({ least: shortestPassword }) }
  return first === second ? {} : { second: words.differ }
}

/** The password that backups are sealed with, typed twice: nobody can tell it to whom has lost it. */
export function ChoosePassword({ settings, onClose }: { settings: BackupSettings; onClose(): void }) {
  const words = text.backups
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [problems, setProblems] = useState<Problems>({})
  const { busy, run } = useWork()
  const save = (event: FormEvent) => {
    event.preventDefault()
    const found = problemsOf(first, second)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    run(
      () => rpc.backups.save({ settings, password: first }),
      () => {
        tell('success', text.common.saved)
        onClose()
      },
    )
  }
  return (
    <Dialog onClose={onClose} title={words.password} centered close={text.common.close}>
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          <Text size="sm">{words.passwordHelp}</Text>
          <PasswordInput
            data-autofocus
            label={words.newPassword}
            autoComplete="new-password"
            maxLength={200}
            value={first}
            error={problems.first}
            onChange={(event) => setFirst(event.currentTarget.value)}
          />
          <PasswordInput
            label={words.again}
            autoComplete="new-password"
            maxLength={200}
            value={second}
            error={problems.second}
            onChange={(event) => setSecond(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text.common.cancel}
            </Button>
            <Button type="submit" loading={busy}>
              {text.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
