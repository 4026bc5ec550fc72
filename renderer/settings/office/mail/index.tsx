import { Stack, Text } from '@mantine/core'
import { Loaded, useLoad } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { Section } from '../../../ui/index.ts'
import { Held } from '../../form/Held.tsx'
import { AccountForm } from './AccountForm.tsx'
import { Mails } from './Mails.tsx'
import { TestMail } from './TestMail.tsx'

/** The account that mail goes by, a test of it, and the mails with what became of them. */
export function Mail() {
  const load = useLoad(() => rpc.settings.mail.get(), 'mail', ['mail'])
  const words = text.mail
  return (
    <Loaded load={load}>
      {(account) => (
        <Stack gap="md">
          <Text size="sm" c="dimmed" maw={680}>
            {words.help}
          </Text>
          <Section title={words.account}>
            <Held value={account}>
              {(shown, hold) => (
                <AccountForm key={`${shown.revision} ${shown.passwordSet}`} account={shown} hold={hold} onSaved={load.reload} />
              )}
            </Held>
          </Section>
          {account.host !== '' && (
            <Section title={words.test}>
              <TestMail />
            </Section>
          )}
          <Section title={words.mails}>
            <Mails />
          </Section>
        </Stack>
      )}
    </Loaded>
  )
}
