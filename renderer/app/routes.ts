// The pages of the console. Each is a file of its own in the build, loaded when it is first opened.
import {
  IconAddressBook,
  IconBroadcast,
  IconClockHour4,
  IconHeadset,
  IconHistory,
  IconPhoneOutgoing,
  IconRecordMail,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react'
import { type ComponentType, createElement, lazy, useState } from 'react'
import { text } from '../lib/i18n/index.ts'
import type { LiveState } from '../lib/live/index.ts'
import { HomePage } from './HomePage.tsx'

type PageEntry = {
  path: string
  Component: ComponentType
  /** What follows in its address opens something beside it: the page stays as it is, also how far it was scrolled. */
  stays?: true
}

const loaders: (() => Promise<unknown>)[] = []

/** React shows a lazy part at the earliest 300 ms after its fallback, also when its code is there: a page that was fetched is no lazy part. */
function page(load: () => Promise<ComponentType>): ComponentType {
  let fetched: ComponentType | undefined
  const fetch = async () => {
    fetched = await load()
    return { default: fetched }
  }
  const Lazy = lazy(fetch)
  loaders.push(fetch)
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each page, when this module is read.
  return function OpenedPage() {
    // What it was opened with it stays, or it would begin anew.
    const [Content] = useState(() => fetched ?? Lazy)
    return createElement(Content)
  }
}

/** Fetches every page's code while nothing else is to be done, so that the first click opens as fast as the others. */
export async function preloadPages(): Promise<void> {
  for (const load of loaders) {
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2000 }))
    // What cannot be fetched now is fetched, and its failure shown, when the page is opened.
    await load().catch(() => undefined)
  }
}

const QueuesPage = page(() => import('../queues/index.ts').then((each) => each.QueuesPage))
const CallbacksPage = page(() => import('../callbacks/index.ts').then((each) => each.CallbacksPage))
const VoicemailPage = page(() => import('../voicemail/index.ts').then((each) => each.VoicemailPage))
const CallsPage = page(() => import('../calls/index.ts').then((each) => each.CallsPage))
const DirectoryPage = page(() => import('../directory/index.ts').then((each) => each.DirectoryPage))
const WallboardPage = page(() => import('../wallboard/index.ts').then((each) => each.WallboardPage))
const HoursPage = page(() => import('../hours/index.ts').then((each) => each.HoursPage))
const FlowsPage = page(() => import('../flows/index.ts').then((each) => each.FlowsPage))
const FlowPage = page(() => import('../flows/index.ts').then((each) => each.FlowPage))
const SettingsPage = page(() => import('../settings/index.ts').then((each) => each.SettingsPage))

export const pages: PageEntry[] = [
  { path: '/', Component: HomePage },
  { path: '/queues', Component: QueuesPage },
  { path: '/callbacks', Component: CallbacksPage },
  { path: '/voicemail', Component: VoicemailPage },
  { path: '/calls/:id?', Component: CallsPage, stays: true },
  { path: '/directory', Component: DirectoryPage },
  { path: '/hours/:id?', Component: HoursPage, stays: true },
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

const openCallbacks = (state: LiveState) => Object.values(state.callbacks).filter((item) => item.status !== 'done').length
const newMessages = (state: LiveState) => Object.values(state.voicemails).filter((item) => item.status === 'new').length
const waitingCallers = (state: LiveState) => Object.values(state.waiting).filter((caller) => caller.status !== 'callback').length

export const navigation: NavEntry[] = [
  { to: '/', Icon: IconHeadset, label: () => text.app.nav.desk },
  {
    to: '/queues',
    Icon: IconBroadcast,
    label: () => text.app.nav.queues,
    badge: { count: waitingCallers, words: (count) => text.app.nav.waiting({ count }) },
  },
  {
    to: '/callbacks',
    Icon: IconPhoneOutgoing,
    label: () => text.app.nav.callbacks,
    badge: { count: openCallbacks, words: (count) => text.app.nav.open({ count }) },
  },
  {
    to: '/voicemail',
    Icon: IconRecordMail,
    label: () => text.app.nav.voicemail,
    badge: { count: newMessages, words: (count) => text.app.nav.fresh({ count }) },
  },
  { to: '/calls', Icon: IconHistory, label: () => text.app.nav.calls },
  { to: '/directory', Icon: IconAddressBook, label: () => text.app.nav.directory },
  { to: '/hours', Icon: IconClockHour4, label: () => text.app.nav.hours },
  { to: '/flows', Icon: IconRoute, label: () => text.app.nav.flows },
  {
    to: '/settings',
    Icon: IconSettings,
    label: () => text.app.nav.settings,
    badge: { count: ({ recovered }) => recovered, words: (count) => text.app.nav.recovered({ count }) },
  },
]
