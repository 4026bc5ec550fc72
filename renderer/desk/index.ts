// The agent's desk.
export { DeskPage } from './DeskPage.tsx'
