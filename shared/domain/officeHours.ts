// Whether the office is open by one of its schedules, and when that changes.
import { asked, type OfficeSchedule, overrideName } from './officeSchedule.ts'
import { type Opening, type OpeningOutlook, openingAt, outlookAt } from './schedule.ts'
import type { HoursOverride } from './scheduleRecord.ts'

type Office = {
  schedules: ReadonlyMap<string, OfficeSchedule>
  overrides: ReadonlyMap<string, HoursOverride>
  settings: { timeZone: string }
}

/** Open, closed or a holiday by that schedule at `at` (epoch ms), or null where there is no such schedule. */
export function openingOf(office: Office, scheduleId: string, at: number): Opening | null {
  const found = office.schedules.get(scheduleId)
  return found ? openingAt(asked(found, office.settings.timeZone), at, office.overrides.get(overrideName(scheduleId))) : null
}

/** Open or not by that schedule at `at` (epoch ms), and when that changes; null where there is no such schedule. */
export function outlookOf(office: Office, scheduleId: string, at: number): OpeningOutlook | null {
  const found = office.schedules.get(scheduleId)
  return found ? outlookAt(asked(found, office.settings.timeZone), at, office.overrides.get(overrideName(scheduleId))) : null
}
