// What the page shows: the schedules, their switches, hours that stand in flows, and the office's zone and country.
import type { HoursOverride } from '../../shared/domain/office.ts'
import { asked, overriddenSchedule, overrideName } from '../../shared/domain/officeSchedule.ts'
import { type OpeningOutlook, outlookAt } from '../../shared/domain/schedule.ts'
import { useLoad } from '../lib/feedback/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import type { Saved } from './draft.ts'

export type HoursData = {
  schedules: Saved[]
  overrides: HoursOverride[]
  /** Switches of hours that stand in flows. */
  inFlows: string[]
  office: { timeZone: string; country: string }
}

export const useHours = () =>
  useLoad(
    async (): Promise<HoursData> => {
      const { settings } = rpc
      const [schedules, overrides, names, office] = await Promise.all([
        settings.schedules.list(),
        settings.hours.list(),
        settings.hours.names(),
        settings.office.get(),
      ])
      const switched = overrides.map(({ name }) => name).filter((name) => overriddenSchedule(name) === null)
      return { schedules, overrides, inFlows: [...new Set([...names, ...switched])].sort(), office }
    },
    'hours',
    ['schedule', 'hours', 'flow', 'office'],
  )

export const overrideOf = ({ overrides }: HoursData, name: string): HoursOverride | undefined =>
  overrides.find((each) => each.name === name)

/** Of a saved schedule; epoch ms. */
export const outlookNow = (data: HoursData, schedule: Saved, now: number): OpeningOutlook =>
  outlookAt(asked(schedule, data.office.timeZone), now, overrideOf(data, overrideName(schedule.id)))
