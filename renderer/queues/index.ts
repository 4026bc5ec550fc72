// Live queues, for supervisors and for whoever wants to know how busy it is.
export { QueuesPage } from './QueuesPage.tsx'
