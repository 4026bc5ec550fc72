// Opening hours: schedules that flows and queues refer to.
export { HoursPage } from './HoursPage.tsx'
