// What the command palette offers, group by group: only what can be done now, with its keys.

import { Kbd, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import { IconDeviceTv, IconParkingCircle, IconPhone, IconPhoneOutgoing, IconSettings } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useShallow } from 'zustand/react/shallow'
import { pauseReasons } from '../../shared/domain/pauseReason.ts'
import { hostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { useFavourites } from '../lib/favourites.ts'
import { tell, tellError, useLoad } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { onMac, shownKeys } from '../lib/keys.ts'
import { type LiveState, useLive } from '../lib/live/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { rpc, signOut } from '../lib/rpc/index.ts'
import { useMay, useMe, useSession } from '../lib/session.ts'
import { callMe, dial, phoneCommands, pickUp, useParked, usePhone } from '../phone/index.ts'
import { tabsFor } from '../settings/tabs.ts'
import { navigation } from './routes.ts'

const shown = (keys: string) =>
  keys
    .split('+')
    .map((key) => key[0]?.toUpperCase() + key.slice(1))
    .join(' ')
const keyCap = (keys: string) => <Kbd size="xs">{onMac ? shownKeys(keys) : shown(keys)}</Kbd>
/** A page without a place in the navigation. */
const wallboard = { to: '/wallboard', Icon: IconDeviceTv, label: () => text.wallboard.title }
const attempt = (work: Promise<unknown>) => void work.catch(tellError)

/** The telephone's verbs that mean something now, and everyone who can be taken: parked, waiting, waiting to be called back. */
export function usePhoneActions(): SpotlightActionData[] {
  const { extension } = useMe()
  const admin = useMay('admin')
  const callerName = useCallerName()
  const possible = usePhone(
    useShallow((state) =>
      phoneCommands()
        .filter((command) => command.possible(state))
        .map((command) => `${command.id}\n${command.label}`),
    ),
  )
  const commands = phoneCommands().filter((command) => possible.includes(`${command.id}\n${command.label}`))
  const parked = useParked().map(({ slot, number, name }) => ({
    id: `pickUp-${slot}`,
    label: text.phone.pickUpFrom({ slot, name: callerName(number, name) }),
    rightSection: <IconParkingCircle size={17} />,
    onClick: () => attempt(pickUp(slot)),
  }))
  const test = {
    id: 'callMe',
    label: text.phone.callMe,
    description: text.phone.callMeHint,
    onClick: () => attempt(callMe().then(() => tell('info', text.phone.callMeComing))),
  }
  return [
    ...commands.map(({ id, label, keys, run }) => ({ id, label, rightSection: keyCap(keys), onClick: run })),
    ...parked,
    ...(extension && admin ? [test] : []),
  ]
}

const longestWaiting = (state: LiveState) =>
  Object.values(state.waiting)
    .filter((caller) => caller.status === 'waiting')
    .sort((a, b) => b.priority - a.priority || a.since - b.since)[0] ?? null
const oldestCallback = (state: LiveState) =>
  Object.values(state.callbacks)
    .filter((item) => item.status === 'pending' && (item.retryAt ?? 0) <= hostNow())
    .sort((a, b) => a.createdAt - b.createdAt)[0] ?? null

/** The caller who waits longest and the oldest callback. Follows the feed only while the palette is open. */
export function useWorkActions(open: boolean): SpotlightActionData[] {
  const { operatorId, extension } = useMe()
  const supervisor = useMay('supervisor')
  const callerName = useCallerName()
  const first = useLive((state) => (open ? longestWaiting(state) : null))
  const oldest = useLive((state) => (open ? oldestCallback(state) : null))
  if (!operatorId || !extension) return []
  return [
    ...(first && supervisor
      ? [
          {
            id: 'takeLongest',
            label: `${text.queues.takeMyself}: ${callerName(first.from, first.fromName)}`,
            leftSection: <IconPhone size={17} />,
            onClick: () => attempt(rpc.supervise.takeCaller({ callId: first.callId, operatorId })),
          },
        ]
      : []),
    ...(oldest
      ? [
          {
            id: 'returnOldest',
            label: `${text.callbacks.returnCall}: ${showNumber(oldest.number)}`,
            leftSection: <IconPhoneOutgoing size={17} />,
            onClick: () => attempt(rpc.callbacks.return({ id: oldest.id })),
          },
        ]
      : []),
  ]
}

/** What I can change my state to from where I am. */
export function useStateActions(): SpotlightActionData[] {
  const { operatorId } = useMe()
  const navigate = useNavigate()
  const state = useLive((live) => (operatorId ? (live.operators[operatorId]?.state ?? 'offline') : null))
  const words = text.app.stateMenu
  if (state === null) return []
  if (state === 'offline') return [{ id: 'logIn', label: words.toDesk, onClick: () => void navigate('/') }]
  const pauses = pauseReasons.map((reason) => ({
    id: `pause-${reason}`,
    label: `${words.pauseFor}: ${reasonOf(reason)}`,
    onClick: () => attempt(rpc.desk.pause({ reason })),
  }))
  const back = { id: 'available', label: words.available, onClick: () => attempt(rpc.desk.resume()) }
  const done = { id: 'endWrapUp', label: words.endWrapUp, onClick: () => attempt(rpc.desk.endWrapUp()) }
  return [
    ...(state === 'paused' || state === 'unreachable' ? [back] : []),
    ...(state === 'wrapUp' ? [done] : []),
    ...pauses,
    { id: 'logOut', label: words.logOut, onClick: () => attempt(rpc.desk.logout({})) },
  ]
}

/** Every page, and every page of the settings. */
export function usePageActions(): SpotlightActionGroupData[] {
  const navigate = useNavigate()
  const tabs = tabsFor(useMay('admin'), useMay('supervisor')).flatMap((group) => group.tabs)
  return [
    {
      group: text.app.commandGroups.go,
      actions: [...navigation, wallboard].map(({ to, Icon, label }) => ({
        id: `go-${to}`,
        label: label(),
        leftSection: <Icon size={17} />,
        onClick: () => void navigate(to),
      })),
    },
    {
      group: text.settings.title,
      actions: tabs.map((tab) => ({
        id: `settings-${tab}`,
        label: `${text.settings.title}: ${text.settings.tabs[tab]}`,
        leftSection: <IconSettings size={17} />,
        onClick: () => void navigate(`/settings/${tab}`),
      })),
    },
  ]
}

const mostContacts = 8

/** Whom to call: the house, my favourites with their keys, and the contacts that fit what was typed. */
export function useCallActions(query: string): SpotlightActionData[] {
  const me = useMe()
  const favourites = useFavourites()
  const extensions = useSession((state) => state.extensions)
  const [settled] = useDebouncedValue(query.trim(), 120)
  const wanted = settled.length >= 2 ? settled : ''
  const found = useLoad(
    async () => (wanted ? (await rpc.directory.list({ text: wanted, limit: mostContacts })).contacts : []),
    `palette ${wanted}`,
    ['contact'],
  )
  if (me.extension === null) return []
  const people = [
    ...extensions.map(({ name, number }) => ({ name, number, key: null, fits: '' })),
    ...favourites.map(({ name, numbers, speedDial }) => ({ name, number: numbers[0] ?? '', key: speedDial, fits: '' })),
    // The host found them by what may not be on the card, as a firm.
    ...(found.data ?? []).map(({ name, numbers }) => ({ name, number: numbers[0] ?? '', key: null, fits: wanted })),
  ]
  const once = people.filter(
    ({ number }, at) => number && number !== me.extension && people.findIndex((each) => each.number === number) === at,
  )
  return once.map(({ name, number, key, fits }) => ({
    id: `call-${number}`,
    label: name,
    description: showNumber(number),
    keywords: [number, fits],
    leftSection: <IconPhone size={17} />,
    ...(key ? { rightSection: keyCap(`alt+${key}`) } : {}),
    onClick: () => attempt(dial(number)),
  }))
}

/** Light or dark, and out. */
export function useViewActions(onSignedOut: () => void): SpotlightActionData[] {
  const { setColorScheme } = useMantineColorScheme()
  const talking = usePhone((state) => state.lines.some((line) => line.state !== 'ended' && line.state !== 'ringing'))
  const schemes = (['light', 'dark', 'auto'] as const).map((scheme) => ({
    id: `theme-${scheme}`,
    label: text.app.theme[scheme],
    onClick: () => setColorScheme(scheme),
  }))
  const out = { id: 'signOut', label: text.app.user.signOut, onClick: () => attempt(signOut().then(onSignedOut)) }
  return talking ? schemes : [...schemes, out]
}
