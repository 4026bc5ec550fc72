import { Button, Group, Stack } from '@mantine/core'
import { mailPassword, mailSecurity, mailSettings } from '../../../../shared/domain/mail.ts'
import { noticeTopics } from '../../../../shared/domain/notice.ts'
import { tell, useWork } from '../../../lib/feedback/index.ts'
import { fieldProblems } from '../../../lib/fieldProblems.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import type { Draft, Field } from '../../form/fields.ts'
import { useHold } from '../../form/Held.tsx'
import { RecordFields, useRecordForm } from '../../form/recordForm.tsx'

export type Account = Awaited<ReturnType<typeof rpc.settings.mail.get>>

/** The settings with the password as it is typed; mail needs a sender. */
const checked = mailSettings.extend({ password: mailPassword }).superRefine(({ host, from }, found) => {
  if (host !== '' && from === '') found.addIssue({ code: 'custom', path: ['from'], params: { said: text.mail.fromMissing } })
})

function fields(passwordSet: boolean): Field[] {
  const words = text.mail
  const used = ({ host }: Draft) => String(host ?? '').trim() !== ''
  const encrypted = (draft: Draft) => used(draft) && draft.security !== 'none'
  const signsIn = (draft: Draft) => used(draft) && String(draft.user ?? '').trim() !== ''
  const securities = mailSecurity.options.map((value) => ({ value, label: words.securities[value] }))
  return [
    { key: 'host', label: words.host, help: words.hostHelp, kind: 'text', maxLength: 253 },
    { key: 'port', label: words.port, help: words.portHelp, kind: 'number', min: 1, max: 65535, when: used },
    { key: 'security', label: words.security, kind: 'select', options: securities, when: used },
    { key: 'allowUntrusted', label: words.allowUntrusted, help: words.allowUntrustedHelp, kind: 'switch', when: encrypted },
    { key: 'user', label: words.user, help: words.userHelp, kind: 'text', maxLength: 200, when: used },
    {
      key: 'password',
      label: words.password,
      ...(passwordSet ? { help: words.passwordKept } : {}),
      kind: 'password',
      maxLength: 500,
      when: signsIn,
    },
    { key: 'from', label: words.from, kind: 'text', maxLength: 254, when: used },
    {
      key: 'consoleAddress',
      label: words.consoleAddress,
      help: words.consoleAddressHelp,
      kind: 'text',
      maxLength: 500,
      when: used,
    },
    ...noticeTopics.map((key): Field => ({ key, label: words[key], help: words[`${key}Help`], kind: 'words', when: used })),
  ]
}

/** The password to save: none where nobody signs in, and the one there is where none was typed. */
const passwordOf = (user: string, typed: string) => (user === '' ? { password: '' } : typed === '' ? {} : { password: typed })

type AccountFormProps = { account: Account; hold(typed: boolean): void; onSaved(): void }

/** The account's form. What is typed into the password goes to the host and is never shown again. */
export function AccountForm({ account, hold, onSaved }: AccountFormProps) {
  const { passwordSet, revision, ...settings } = account
  const { form, element, submit, refused } = useRecordForm({ ...settings, password: '' }, (draft) =>
    fieldProblems(checked, draft),
  )
  const { busy, run } = useWork()
  useHold(hold, form.formState.isDirty)
  const draft = form.watch()
  const shown = fields(passwordSet).filter((field) => field.when?.(draft) ?? true)
  const save = (typed: Draft) => {
    const { password, ...wanted } = checked.parse(typed)
    const saved = () => {
      tell('success', text.common.saved)
      hold(false)
      onSaved()
    }
    const sent = { ...wanted, ...passwordOf(wanted.user, password), revision }
    void run(() => rpc.settings.mail.save(sent).then(saved, (error: unknown) => refused(error, shown)))
  }
  return (
    <form ref={element} onSubmit={submit(save)} noValidate>
      <Stack gap="md" p="md" maw={492}>
        <RecordFields form={form} fields={shown} disabled={() => false} />
        <Group>
          <Button type="submit" loading={busy}>
            {text.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
