import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { tell, tellError, tellUndoable, useLoad } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { useMe, useSession } from '../../../lib/session.ts'
import type { Secret } from '../../../ui/index.ts'
import type { Draft } from '../../form/fields.ts'
import { RecordPanel } from '../../form/RecordPanel.tsx'
import { draftOf, draftSchema, type ListedPerson, personOfDraft, usePersonFields } from './personForm.ts'

type PersonPanelProps = {
  /** Null: a new one. */
  person: ListedPerson | null
  people: readonly ListedPerson[]
  onClose(): void
  onChanged(): void
  /** What is shown once. */
  onSecret(secret: Secret): void
  onLeave(person: ListedPerson): void
}

/** PIN, first password and a desk phone's account, each shown once. */
export function useSecrets(onSecret: (secret: Secret) => void) {
  const words = text.settings
  return {
    made({ name, signIn, phone, secrets }: Awaited<ReturnType<typeof rpc.settings.people.create>>): void {
      const values = [
        ...(secrets.password === null || !signIn
          ? []
          : [
              { label: words.fields.login, value: signIn.login },
              { label: words.fields.password, value: secrets.password },
            ]),
        ...(secrets.pin === null || !phone
          ? []
          : [
              { label: words.fields.extension, value: phone.number },
              { label: text.desk.pin, value: secrets.pin },
            ]),
      ]
      if (values.length > 0) onSecret({ title: text.people.secretsOf({ name }), help: text.people.secretsHelp, values })
    },
    async newPin({ operatorId, name }: ListedPerson): Promise<void> {
      if (operatorId === null) return
      const { pin } = await rpc.supervise.resetPin({ id: operatorId })
      onSecret({ title: words.pinOnce({ name }), help: words.pinOnceHelp, values: [{ label: text.desk.pin, value: pin }] })
    },
    async phonePassword(number: string): Promise<void> {
      const { user, password, server } = await rpc.settings.extensions.resetPassword({ number })
      const values = [
        { label: words.sipUser, value: user },
        { label: words.sipPassword, value: password },
        { label: words.sipServer, value: server },
      ]
      onSecret({ title: words.passwordOnce({ number }), help: words.passwordOnceHelp, values })
    },
  }
}

/** What else can be done with somebody who is there. */
function More({ person, onSecret, onLeave }: { person: ListedPerson } & Pick<PersonPanelProps, 'onSecret' | 'onLeave'>) {
  const me = useMe()
  const words = text.people
  const secrets = useSecrets(onSecret)
  const { phone } = person
  const myself = person.userId === me.userId
  return (
    <Stack gap="xs" component="section" aria-label={words.more}>
      <Group gap="xs">
        {phone && (
          <>
            <Button size="compact-sm" variant="default" onClick={() => void secrets.newPin(person).catch(tellError)}>
              {text.settings.resetPin}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => void secrets.phonePassword(phone.number).catch(tellError)}>
              {text.settings.resetPassword}
            </Button>
            <Button size="compact-sm" variant="default" component={Link} to="/settings/phones">
              {words.setUpPhone}
            </Button>
          </>
        )}
        {!myself && (
          <Button size="compact-sm" variant="default" c="var(--cord-bad)" onClick={() => onLeave(person)}>
            {words.leaves}
          </Button>
        )}
      </Group>
      {myself && (
        <Text size="xs" c="dimmed">
          {words.yourself}
        </Text>
      )}
    </Stack>
  )
}

/** One person in a panel at the side: added or changed as a whole. */
export function PersonPanel({ person, people, onClose, onChanged, onSecret, onLeave }: PersonPanelProps) {
  const queues = useSession((state) => state.queues)
  const free = useLoad(() => (person ? Promise.resolve({ number: '' }) : rpc.settings.people.freeNumber()), `free ${person?.id}`)
  const logins = new Set(people.flatMap(({ signIn }) => signIn?.login.toLowerCase() ?? []))
  const fields = usePersonFields(person, logins)
  const { made } = useSecrets(onSecret)
  const save = async (draft: Draft) => {
    const given = personOfDraft(draft, queues)
    if (person === null) {
      const saved = await rpc.settings.people.create(given)
      onChanged()
      tell('success', text.common.saved)
      return made(saved)
    }
    const { id, revision } = person
    const saved = await rpc.settings.people.update({ ...given, id, revision })
    onChanged()
    made(saved)
    const { name, signIn, phone } = person
    const back = { id: saved.id, name, signIn, phone, revision: saved.revision }
    // A phone or a sign-in that is new is taken back by the audit trail, with its PIN and password.
    if ((signIn === null) !== (saved.signIn === null) || (phone === null) !== (saved.phone === null))
      tell('success', text.common.saved)
    else tellUndoable(text.common.saved, () => rpc.settings.people.update(back).then(onChanged))
  }
  if (free.data === undefined) return null
  return (
    <RecordPanel
      title={person ? text.settings.editTitle({ name: person.name }) : text.people.add}
      opened
      onClose={onClose}
      start={draftOf(person, free.data.number ?? '', queues)}
      isNew={person === null}
      fields={fields}
      schema={draftSchema(queues)}
      onSave={save}
      below={() => person && <More person={person} onSecret={onSecret} onLeave={onLeave} />}
    />
  )
}
