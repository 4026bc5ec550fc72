import { Anchor, Button, Group, Stack } from '@mantine/core'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { Link } from 'react-router'
import { officeSchedule } from '../../../shared/domain/officeSchedule.ts'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'
import { OneOf } from './fields.tsx'
import { useField, useForm } from './form.ts'
import { askOfficeAgain, useOffice } from './office.ts'

/** A name that no other opening hours have: numbered where this one is taken. */
function freeName(wanted: string, taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.trim().toLowerCase()))
  const numbered = (count: number) => (count === 1 ? wanted : `${wanted} ${count}`)
  let count = 1
  while (known.has(numbered(count).toLowerCase())) count += 1
  return numbered(count)
}

/** Makes opening hours of the office of those that stand in the step, and refers to them. */
function SaveAs({ name }: { name: string }) {
  const { config } = useForm()
  const { set } = useField(name, '')
  const { schedules } = useOffice()
  const { busy, run } = useWork()
  const words = text.hours.step
  const own = officeSchedule.partial({ id: true }).safeParse({ ...config, name: text.hours.title })
  const save = async () => {
    if (!own.success) return
    const free = freeName(
      text.hours.title,
      schedules.map((each) => each.name),
    )
    const { id } = await rpc.settings.schedules.create({ ...own.data, name: free })
    set(id)
    askOfficeAgain()
    tell('success', words.saved({ name: free }))
  }
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      style={{ alignSelf: 'start' }}
      leftSection={<IconDeviceFloppy size={14} />}
      disabled={!own.success}
      loading={busy}
      onClick={() => void run(save)}
    >
      {words.save}
    </Button>
  )
}

/** The office's opening hours that the step goes by; none: its own. */
export function ScheduleField({ name }: { name: string }) {
  const { value, readOnly } = useField(name, '')
  const { schedules } = useOffice()
  const admin = useMay('admin')
  const words = text.hours.step
  return (
    <Stack gap={4}>
      <OneOf name={name} items={schedules} optional placeholder={words.own} />
      {value ? (
        <Group>
          <Anchor component={Link} to={`/hours/${encodeURIComponent(value)}`} size="xs">
            {words.open}
          </Anchor>
        </Group>
      ) : (
        admin && !readOnly && <SaveAs name={name} />
      )}
    </Stack>
  )
}
