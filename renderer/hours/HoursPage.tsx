import { Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from 'react-router'
import { useHostNow } from '../lib/clock.ts'
import { Loaded } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useMay } from '../lib/session.ts'
import { EmptyState, MasterDetail, Page, Section } from '../ui/index.ts'
import { ByHand } from './ByHand.tsx'
import { begin, freshSchedule, newKey, type Saved, useDraft } from './draft.ts'
import { Editor } from './Editor.tsx'
import classes from './hours.module.css'
import { StateLine } from './StateLine.tsx'
import { type HoursData, outlookNow, overrideOf, useHours } from './useHours.ts'

type RowProps = { data: HoursData; schedule: Saved; current: boolean; now: number }

function Row({ data, schedule, current, now }: RowProps) {
  return (
    <Link
      className={classes.row}
      to={`/hours/${encodeURIComponent(schedule.id)}`}
      aria-current={current ? 'page' : undefined}
      data-schedule={schedule.name}
    >
      <span className={classes.name}>{schedule.name}</span>
      <StateLine outlook={outlookNow(data, schedule, now)} now={now} zone={schedule.timeZone || data.office.timeZone} />
    </Link>
  )
}

/** What is being made and is not saved yet. */
function NewRow() {
  const { value } = useDraft(newKey, null)
  return (
    <Link className={classes.row} to={`/hours/${newKey}`} aria-current="page">
      <span className={classes.name}>{value.name}</span>
      <Text size="xs" c="dimmed">
        {text.hours.unsaved}
      </Text>
    </Link>
  )
}

/** Hours that stand in flows can be switched by hand, too. */
function InFlows({ data, onChanged }: { data: HoursData; onChanged(): void }) {
  const words = text.hours
  if (data.inFlows.length === 0) return null
  return (
    <Section title={words.inFlows.title}>
      <Stack gap="md" p="md">
        <Text size="xs" c="dimmed">
          {words.inFlows.help}
        </Text>
        {data.inFlows.map((name) => (
          <Stack key={name} gap={4}>
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <ByHand
              label={words.byHand.of({ name })}
              name={name}
              override={overrideOf(data, name)}
              zone={data.office.timeZone}
              onChanged={onChanged}
            />
          </Stack>
        ))}
      </Stack>
    </Section>
  )
}

type ShownProps = { data: HoursData; id: string | undefined; reload(): void; add: (() => void) | null }

function Shown({ data, id, reload, add }: ShownProps) {
  const words = text.hours
  const minute = Math.floor(useHostNow() / 60_000) * 60_000
  const isNew = id === newKey
  const current = isNew ? null : (data.schedules.find((each) => each.id === id) ?? data.schedules[0] ?? null)
  const inFlows = <InFlows data={data} onChanged={reload} />
  if (!isNew && !current)
    return (
      <>
        <EmptyState art="hours" {...words.empty}>
          {add && (
            <Button size="sm" mt="sm" leftSection={<IconPlus size={16} />} onClick={add}>
              {words.add}
            </Button>
          )}
        </EmptyState>
        {inFlows}
      </>
    )
  return (
    <MasterDetail
      list={
        <nav aria-label={words.list}>
          {data.schedules.map((schedule) => (
            <Row key={schedule.id} data={data} schedule={schedule} current={schedule.id === current?.id} now={minute} />
          ))}
          {isNew && <NewRow />}
        </nav>
      }
      detail={
        <>
          <Editor key={current?.id ?? newKey} saved={current} data={data} onChanged={reload} />
          <Stack px="md" pb="md">
            {inFlows}
          </Stack>
        </>
      }
    />
  )
}

/** Opening hours: what holds now, the week, holidays, exceptions, the switch by hand. */
export function HoursPage() {
  const words = text.hours
  const { id } = useParams()
  const navigate = useNavigate()
  const admin = useMay('admin')
  const load = useHours()
  const add = () => {
    begin(freshSchedule((load.data?.schedules ?? []).map(({ name }) => name)))
    void navigate(`/hours/${newKey}`)
  }
  const button = admin && (
    <Button size="xs" variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
      {words.add}
    </Button>
  )
  return (
    <Page
      title={words.title}
      actions={button}
      fixed={load.data !== undefined && (load.data.schedules.length > 0 || id === newKey)}
    >
      <Loaded load={load}>{(data) => <Shown data={data} id={id} reload={load.reload} add={admin ? add : null} />}</Loaded>
    </Page>
  )
}
