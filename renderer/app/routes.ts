// The pages of the console. Each is a file of its own in the build, loaded when it is first opened.
import {
  IconAddressBook,
  IconBroadcast,
  IconHeadset,
  IconHistory,
  IconPhoneOutgoing,
  IconRecordMail,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'
import { text } from '../lib/i18n/index.ts'
import type { LiveState } from '../lib/live/index.ts'
import { HomePage } from './HomePage.tsx'

type PageEntry = { path: string; Component: ComponentType }

const QueuesPage = lazy(() => import('../queues/index.ts').then((page) => ({ default: page.QueuesPage })))
const CallbacksPage = lazy(() => import('../callbacks/index.ts').then((page) => ({ default: page.CallbacksPage })))
const VoicemailPage = lazy(() => import('../voicemail/index.ts').then((page) => ({ default: page.VoicemailPage })))
const CallsPage = lazy(() => import('../calls/index.ts').then((page) => ({ default: page.CallsPage })))
const DirectoryPage = lazy(() => import('../directory/index.ts').then((page) => ({ default: page.DirectoryPage })))
const WallboardPage = lazy(() => import('../wallboard/index.ts').then((page) => ({ default: page.WallboardPage })))
const FlowsPage = lazy(() => import('../flows/index.ts').then((page) => ({ default: page.FlowsPage })))
const FlowPage = lazy(() => import('../flows/index.ts').then((page) => ({ default: page.FlowPage })))
const SettingsPage = lazy(() => import('../settings/index.ts').then((page) => ({ default: page.SettingsPage })))

export const pages: PageEntry[] = [
  { path: '/', Component: HomePage },
  { path: '/queues', Component: QueuesPage },
  { path: '/callbacks', Component: CallbacksPage },
  { path: '/voicemail', Component: VoicemailPage },
  { path: '/calls/:id?', Component: CallsPage },
  { path: '/directory', Component: DirectoryPage },
  { path: '/wallboard', Component: WallboardPage },
  { path: '/flows', Component: FlowsPage },
  { path: '/flows/:id', Component: FlowPage },
  { path: '/settings/:tab?', Component: SettingsPage },
]

export type NavEntry = {
  to: string
  Icon: typeof IconHeadset
  label(): string
  /** How many things there wait for someone, and in words. */
  badge?: { count(state: LiveState): number; words(count: number): string }
}

const openCallbacks = (state: LiveState) =>
  Object.values(state.callbacks).filter((item) => item.status !== 'done' && item.status !== 'expired').length
const newMessages = (state: LiveState) => Object.values(state.voicemails).filter((item) => item.status === 'new').length
const waitingCallers = (state: LiveState) => Object.values(state.waiting).filter((caller) => caller.status !== 'callback').length

export const navigation: NavEntry[] = [
  { to: '/', Icon: IconHeadset, label: () => text.app.nav.desk },
  {
    to: '/queues',
    Icon: IconBroadcast,
    label: () => text.app.nav.queues,
    badge: { count: waitingCallers, words: (count) => text.app.nav.waiting(count) },
  },
  {
    to: '/callbacks',
    Icon: IconPhoneOutgoing,
    label: () => text.app.nav.callbacks,
    badge: { count: openCallbacks, words: (count) => text.app.nav.open(count) },
  },
  {
    to: '/voicemail',
    Icon: IconRecordMail,
    label: () => text.app.nav.voicemail,
    badge: { count: newMessages, words: (count) => text.app.nav.fresh(count) },
  },
  { to: '/calls', Icon: IconHistory, label: () => text.app.nav.calls },
  { to: '/directory', Icon: IconAddressBook, label: () => text.app.nav.directory },
  { to: '/flows', Icon: IconRoute, label: () => text.app.nav.flows },
  { to: '/settings', Icon: IconSettings, label: () => text.app.nav.settings },
]
