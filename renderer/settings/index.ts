// What the office is made of, and how the system is.
export { SettingsPage } from './SettingsPage.tsx'
