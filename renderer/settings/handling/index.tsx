import { Button, Group, List, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { type CallHandling, isUsual, usualHandling } from '../../../shared/domain/callHandling.ts'
import { hostNow } from '../../lib/clock.ts'
import { Loaded, tell, tellUndoable, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useExtensionName, useMay, useMe, useSession } from '../../lib/session.ts'
import { EmptyState, Section } from '../../ui/index.ts'
import { missingIn, type Problems, refusedBy } from './problems.ts'
import { RulesForm } from './RulesForm.tsx'
import { type HandlingNames, previewOf } from './says.ts'

type Saved = CallHandling & { revision: string }
type Schedules = readonly { id: string; name: string }[]

function useNames(schedules: Schedules): HandlingNames {
  const extension = useExtensionName()
  const mailboxes = useSession((state) => state.mailboxes)
  return {
    extension,
    mailbox: (id) => mailboxes.find((each) => each.id === id)?.name ?? id,
    hours: (id) => schedules.find((each) => each.id === id)?.name ?? id,
  }
}

/** What callers meet, as it would be with what stands in the form. */
function Preview({ rules, names }: { rules: CallHandling; names: HandlingNames }) {
  return (
    <Section title={text.callHandling.preview}>
      <List size="sm" p="sm" pl="xl" spacing={4} aria-live="polite">
        {previewOf(rules, names, hostNow()).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Section>
  )
}

function Rules({ saved, schedules, onSaved }: { saved: Saved; schedules: Schedules; onSaved(saved: Saved): void }) {
  const [base, setBase] = useState(saved)
  const { revision, ...start } = base
  const [rules, setRules] = useState<CallHandling>(start)
  const [problems, setProblems] = useState<Problems>({})
  const names = useNames(schedules)
  const { busy, run } = useWork()
  // What somebody else saved stands in a form that nobody has changed; in one that somebody has, saving tells them.
  if (saved.revision !== revision && JSON.stringify(rules) === JSON.stringify(start)) {
    const { revision: _other, ...theirs } = saved
    setBase(saved)
    setRules(theirs)
  }
  const put = async (wanted: CallHandling, of: string | undefined) => {
    const { revision: next, ...kept } = await rpc.callHandling.save({ ...wanted, revision: of })
    setBase({ ...kept, revision: next })
    setRules(kept)
    onSaved({ ...kept, revision: next })
  }
  const save = async (wanted: CallHandling) => {
    const missing = missingIn(wanted)
    setProblems(missing)
    if (Object.keys(missing).length > 0) return tell('error', text.settings.invalid)
    try {
      await put(wanted, revision)
      tellUndoable(text.common.saved, () => put(start, undefined))
    } catch (error) {
      const refused = refusedBy(error, names.extension)
      if (refused === null) throw error
      setProblems(refused)
      tell('error', Object.values(refused).join(' '))
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void run(() => save(rules))
      }}
    >
      <Stack gap="md">
        <Preview rules={rules} names={names} />
        <RulesForm
          rules={rules}
          problems={problems}
          schedules={schedules}
          set={(part) => {
            setRules((before) => ({ ...before, ...part }))
            setProblems({})
          }}
        />
        {/* At the right: what was done is told at the left, over whatever stands there. */}
        <Group justify="flex-end">
          {!isUsual(rules) && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                setRules(usualHandling(rules.extension))
                setProblems({})
              }}
            >
              {text.callHandling.usual}
            </Button>
          )}
          <Button type="submit" loading={busy}>
            {text.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Administrators choose whose. */
function Whose({ extension, onChoose }: { extension: string; onChoose(extension: string): void }) {
  const extensions = useSession((state) => state.extensions)
  return (
    <NativeSelect
      maw={460}
      label={text.callHandling.extension}
      description={text.callHandling.extensionHelp}
      value={extension}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={extensions.map(({ number, name }) => ({ value: number, label: `${name} (${number})` }))}
    />
  )
}

function Handled({ extension }: { extension: string }) {
  const load = useLoad(
    async () => ({ saved: await rpc.callHandling.get({ extension }), schedules: await rpc.settings.schedules.list() }),
    `handling ${extension}`,
    ['handling', 'schedule'],
  )
  return (
    <Loaded load={load} rows={8}>
      {({ saved, schedules }) => (
        <Rules saved={saved} schedules={schedules} onSaved={(next) => load.put((before) => ({ ...before, saved: next }))} />
      )}
    </Loaded>
  )
}

/** How calls for an extension are handled: one's own, and for administrators everybody's. */
export function Handling() {
  const me = useMe()
  const admin = useMay('admin')
  const extensions = useSession((state) => state.extensions)
  const [search, setSearch] = useSearchParams()
  const asked = admin ? search.get('extension') : null
  const extension = asked ?? me.extension ?? (admin ? (extensions[0]?.number ?? null) : null)
  if (extension === null) return <EmptyState art="phones" {...text.callHandling.noPhone} />
  return (
    <Stack gap="md" maw={980}>
      <Text size="sm" c="dimmed">
        {text.callHandling.help}
      </Text>
      {admin && <Whose extension={extension} onChoose={(number) => setSearch({ extension: number }, { replace: true })} />}
      <Handled key={extension} extension={extension} />
    </Stack>
  )
}
