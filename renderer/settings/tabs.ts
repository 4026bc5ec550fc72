// The pages of the settings, and who sees which. Beside the page, so that the command palette knows them without loading it.
import type { text } from '../lib/i18n/index.ts'

export type Tab = keyof typeof text.settings.tabs
type Group = keyof typeof text.settings.groups

/** What belongs together, in the order in which an office is set up. */
const groups: Record<Group, readonly Tab[]> = {
  desk: ['console', 'handling'],
  office: ['office', 'pbx', 'prompts', 'speech', 'mail'],
  people: ['people', 'extensions', 'phones', 'mailboxes'],
  calls: ['queues', 'routes', 'trunks', 'outgoing', 'blocked'],
  programs: ['webhooks', 'deliveries', 'tokens', 'backends', 'scripts', 'secrets'],
  care: ['system', 'certificate', 'backups', 'recovered', 'trash', 'audit'],
}
const adminOnly: readonly Tab[] = [
  'backends',
  'scripts',
  'secrets',
  'webhooks',
  'tokens',
  'deliveries',
  'trunks',
  'outgoing',
  'audit',
  'backups',
  'certificate',
  'mail',
  'pbx',
  'phones',
]
const supervisorOnly: readonly Tab[] = ['blocked', 'recovered', 'trash']

/** Pages that are part of another one now; links to them go on working. */
export const movedTabs: Readonly<Record<string, Tab>> = { users: 'people', operators: 'people' }

export type TabGroup = { group: Group; tabs: readonly Tab[] }

/** The pages somebody of that role sees, in their groups. */
export function tabsFor(admin: boolean, supervisor: boolean): TabGroup[] {
  const may = (each: Tab) => (admin || !adminOnly.includes(each)) && (supervisor || !supervisorOnly.includes(each))
  return (Object.keys(groups) as Group[])
    .map((group) => ({ group, tabs: groups[group].filter(may) }))
    .filter(({ tabs }) => tabs.length > 0)
}
