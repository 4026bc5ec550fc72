import { Text } from '@mantine/core'
import { outlookOf } from '../../../shared/domain/officeHours.ts'
import type { OfficeSchedule } from '../../../shared/domain/officeSchedule.ts'
import { useHostNow } from '../clock.ts'
import { useLoad } from '../feedback/index.ts'
import { text } from '../i18n/index.ts'
import { rpc } from '../rpc/index.ts'
import { useSession } from '../session.ts'
import { nextWords } from './words.ts'

const minuteMs = 60_000
const byId = (list: readonly OfficeSchedule[]) => new Map(list.map((each) => [each.id, each]))

/** What the office's hours need to be asked; nothing is loaded for a queue without them. */
const useOfficeHours = (wanted: boolean) =>
  useLoad(
    async () => {
      if (!wanted) return null
      const { settings } = rpc
      const [schedules, overrides, office] = await Promise.all([
        settings.schedules.list(),
        settings.hours.list(),
        settings.office.get(),
      ])
      return { schedules: byId(schedules), overrides: new Map(overrides.map((each) => [each.name, each])), settings: office }
    },
    `queue hours ${wanted}`,
    ['schedule', 'hours', 'office'],
  )

/** That a queue is closed by its opening hours at `at` (epoch ms; null: now), and when it opens; nothing while it is open. */
export function QueueClosed({ queueId, at }: { queueId: string; at: number | null }) {
  const now = Math.floor(useHostNow() / minuteMs) * minuteMs
  const queue = useSession((state) => state.queues).find(({ id }) => id === queueId)
  const office = useOfficeHours(Boolean(queue?.scheduleId)).data
  const outlook = office && queue?.scheduleId ? outlookOf(office, queue.scheduleId, at ?? now) : null
  if (!office || !queue || !outlook || outlook.state === 'open') return null
  const zone = office.schedules.get(queue.scheduleId)?.timeZone || office.settings.timeZone
  const values = { queue: queue.name, next: nextWords(outlook, now, zone) }
  return (
    <Text size="xs" c="var(--cord-warn)" role="status">
      {at === null ? text.hours.nowClosed(values) : text.hours.later(values)}
    </Text>
  )
}
