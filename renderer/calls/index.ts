// The history of calls, each with its story.
export { CallsPage } from './CallsPage.tsx'
