import { Alert, Anchor, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Link, useNavigate } from 'react-router'
import { overrideName } from '../../shared/domain/officeSchedule.ts'
import { useHostNow } from '../lib/clock.ts'
import { Loaded, tell, tellUndoable, useLoad, useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay, useSession } from '../lib/session.ts'
import { ConfirmButton, Later, Section } from '../ui/index.ts'
import { ByHand } from './ByHand.tsx'
import { type Draft, forget, newKey, rebase, type Saved, useDraft } from './draft.ts'
import { Exceptions } from './Exceptions.tsx'
import { OwnHolidays } from './Holidays.tsx'
import classes from './hours.module.css'
import { Presets } from './Presets.tsx'
import { Preview } from './Preview.tsx'
import { asAsked, useHolidays } from './preview.ts'
import { StateLine } from './StateLine.tsx'
import { type HoursData, outlookNow, overrideOf } from './useHours.ts'
import { Week } from './Week.tsx'

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

/** Flows and queues that refer to it. */
function UsedBy({ id }: { id: string }) {
  const words = text.hours.used
  const queues = useSession((state) => state.queues).filter(({ scheduleId }) => scheduleId === id)
  const flows = useLoad(() => rpc.flows.naming({ kind: 'schedule', id }), `used ${id}`, ['flow', 'schedule'])
  return (
    <Section title={words.title}>
      <Stack gap={4} p="md">
        <Loaded load={flows} rows={1}>
          {(found) => (
            <>
              {found.map((flow) => (
                <Anchor key={flow.id} component={Link} to={`/flows/${encodeURIComponent(flow.id)}`} size="sm">
                  {words.flow({ name: flow.name })}
                </Anchor>
              ))}
              {queues.map((queue) => (
                <Text key={queue.id} size="sm">
                  {words.queue({ name: queue.name })}
                </Text>
              ))}
              {found.length + queues.length === 0 && (
                <Text size="sm" c="dimmed">
                  {words.none}
                </Text>
              )}
            </>
          )}
        </Loaded>
      </Stack>
    </Section>
  )
}

type BarProps = { draft: Draft; busy: boolean; save(): void; discard(): void; remove: (() => void) | null }

/** Save, steps back and forth, and away with it. */
function Bar({ draft, busy, save, discard, remove }: BarProps) {
  const words = text.hours
  const { undo, redo, changed, value } = draft
  return (
    <Group className={classes.bar} gap="xs">
      <Button size="xs" loading={busy} disabled={!changed || !value.name.trim()} onClick={save}>
        {text.common.save}
      </Button>
      <Button size="xs" variant="default" disabled={!undo} onClick={() => undo?.()}>
        {words.undo}
      </Button>
      <Button size="xs" variant="default" disabled={!redo} onClick={() => redo?.()}>
        {words.redo}
      </Button>
      {changed && (
        <>
          <Button size="xs" variant="subtle" onClick={discard}>
            {words.discard}
          </Button>
          <Text size="xs" c="var(--cord-warn)" role="status">
            {words.unsaved}
          </Text>
        </>
      )}
      <span style={{ flex: 1 }} />
      {remove && <ConfirmButton size="xs" label={words.remove} sure={words.removeSure} about={value.name} onSure={remove} />}
    </Group>
  )
}

/** Name and zone. */
function Head({ draft, officeZone, readOnly }: { draft: Draft; officeZone: string; readOnly: boolean }) {
  const words = text.hours
  const { name, timeZone } = draft.value
  return (
    <Group gap="md" align="flex-start">
      <TextInput
        label={words.name}
        w={232}
        maxLength={80}
        readOnly={readOnly}
        value={name}
        error={name.trim() ? undefined : words.needsName}
        onChange={(event) => draft.set({ name: event.currentTarget.value }, `name ${name.split(/\s+/).length}`)}
      />
      <Select
        label={words.zone}
        w={232}
        searchable
        limit={60}
        allowDeselect={false}
        readOnly={readOnly}
        value={timeZone}
        data={[
          { value: '', label: words.officeZone({ zone: officeZone }) },
          ...zones.map((zone) => ({ value: zone, label: zone })),
        ]}
        onChange={(zone) => draft.set({ timeZone: zone ?? '' })}
      />
    </Group>
  )
}

type EditorProps = { saved: Saved | null; data: HoursData; onChanged(): void }

/** Saves, discards and removes; the next one is looked at by its address. */
function useSaving(key: string, draft: Draft, { saved, onChanged }: EditorProps) {
  const navigate = useNavigate()
  const { busy, run } = useWork()
  const { value, base } = draft
  const save = () =>
    void run(async () => {
      const { schedules } = rpc.settings
      const { id } = base
        ? await schedules.update({ ...value, id: base.id, revision: base.revision })
        : await schedules.create(value)
      forget(key)
      tell('success', text.common.saved)
      onChanged()
      if (!base) await navigate(`/hours/${encodeURIComponent(id)}`)
    })
  const discard = () => {
    forget(key)
    if (!saved) void navigate('/hours')
  }
  const remove =
    saved &&
    (() =>
      void run(async () => {
        const { change } = await rpc.settings.schedules.remove({ id: saved.id })
        forget(key)
        onChanged()
        tellUndoable(text.hours.removed({ name: saved.name }), () => rpc.system.undo({ id: change }))
        await navigate('/hours')
      }))
  return { busy, save, discard, remove }
}

/** Somebody else saved while this was edited. */
function Theirs({ id, saved }: { id: string; saved: Saved }) {
  const words = text.hours
  return (
    <Alert color="yellow" role="alert" p="xs">
      <Group gap="xs">
        <Text size="sm" flex={1}>
          {words.theirs}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => forget(id)}>
          {words.takeTheirs}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => rebase(id, saved)}>
          {words.keepMine}
        </Button>
      </Group>
    </Alert>
  )
}

/** One schedule: what holds now, the switch by hand, and everything that can be changed of it. */
export function Editor(props: EditorProps) {
  const { saved, data, onChanged } = props
  const key = saved?.id ?? newKey
  const readOnly = !useMay('admin')
  const draft = useDraft(key, saved)
  const holidays = useHolidays(draft.value.presets)
  const minute = Math.floor(useHostNow() / 60_000) * 60_000
  const { busy, save, discard, remove } = useSaving(key, draft, props)
  useHotkeys([
    ['mod+Z', () => draft.undo?.()],
    ['mod+shift+Z', () => draft.redo?.()],
  ])
  const zone = draft.value.timeZone || data.office.timeZone
  const override = saved ? overrideOf(data, overrideName(saved.id)) : undefined
  const outdated = saved && draft.changed && draft.base?.revision !== saved.revision
  return (
    <Stack gap="md" p="md" component="section" aria-label={draft.value.name}>
      <Group justify="space-between">
        <Title order={2}>{draft.value.name}</Title>
        {saved && (
          <StateLine outlook={outlookNow(data, saved, minute)} now={minute} zone={saved.timeZone || data.office.timeZone} />
        )}
      </Group>
      {outdated && <Theirs id={key} saved={saved} />}
      {!readOnly && <Bar draft={draft} busy={busy} save={save} discard={discard} remove={remove} />}
      {saved && (
        <Section title={text.hours.byHand.title}>
          <div className={classes.inside}>
            <ByHand
              label={text.hours.byHand.of({ name: saved.name })}
              name={overrideName(saved.id)}
              override={override}
              zone={saved.timeZone || data.office.timeZone}
              onChanged={onChanged}
            />
          </div>
        </Section>
      )}
      <Head draft={draft} officeZone={data.office.timeZone} readOnly={readOnly} />
      <Week draft={draft} readOnly={readOnly} />
      <Later>
        <Section title={text.hours.holidays.title}>
          <Stack gap="lg" p="md">
            <Presets draft={draft} holidays={holidays} country={data.office.country} readOnly={readOnly} />
            <OwnHolidays draft={draft} zone={zone} readOnly={readOnly} />
          </Stack>
        </Section>
        <Exceptions draft={draft} readOnly={readOnly} />
        <Preview schedule={asAsked(draft.value, data.office.timeZone, holidays.data)} override={override} />
        {saved && <UsedBy id={saved.id} />}
      </Later>
    </Stack>
  )
}
