// Opening hours of the office, which flows and queues refer to. They are switched by hand by `settings.hours`, under `overrideName`.
import { z } from 'zod'
import { language } from '../domain/office.ts'
import { holidayPlace, type NamedPlace, officeSchedule, publicHoliday } from '../domain/officeSchedule.ts'
import { admin, agent, byId, done } from './base.ts'

const listed = officeSchedule.extend({ revision: z.string().optional() })
const namedPlace: z.ZodType<NamedPlace> = z.object({
  code: z.string(),
  name: z.string(),
  parts: z.array(z.lazy(() => namedPlace)),
})

export const schedules = {
  list: agent.output(z.array(listed)),
  /** The days of its countries are the host's to write: what is sent of them is not read. TAKEN for another's name. */
  create: admin.input(officeSchedule.partial({ id: true })).output(listed),
  update: admin.input(listed).output(listed),
  /** CONFLICT (`inUse`, by what) while a flow or a queue refers to it. */
  remove: admin.input(byId).output(done.extend({ change: z.int() })),
  /** The countries, states and regions whose holidays are known, named in that language. */
  places: agent.input(z.object({ language })).output(z.array(namedPlace)),
  /** What a place keeps in that year and those after it, in the order of the dates. */
  holidays: agent
    .input(holidayPlace.extend({ year: z.int().min(1970).max(2200), years: z.int().min(1).max(5).default(1), language }))
    .output(z.array(publicHoliday)),
}
