import { Kbd, useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconDeviceTv, IconParkingCircle, IconPhone, IconSearch } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useShallow } from 'zustand/react/shallow'
import { useCallerName } from '../lib/contacts.ts'
import { useFavourites } from '../lib/favourites.ts'
import { tellError } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe, useSession } from '../lib/session.ts'
import { dial, phoneCommands, pickUp, useParked, usePhone } from '../phone/index.ts'
import { navigation } from './routes.ts'

const shown = (keys: string) =>
  keys
    .split('+')
    .map((key) => key[0]?.toUpperCase() + key.slice(1))
    .join(' ')
/** A page without a place in the navigation. */
const wallboard = { to: '/wallboard', Icon: IconDeviceTv, label: () => text.wallboard.title }
const attempt = (work: Promise<unknown>) => void work.catch(tellError)

function useStateActions(): SpotlightActionGroupData {
  const words = text.app.stateMenu
  const pauses = words.reasons.map((reason) => ({
    id: `pause-${reason}`,
    label: `${words.pauseFor}: ${reason}`,
    onClick: () => attempt(rpc.desk.pause({ reason })),
  }))
  return {
    group: text.app.commandGroups.state,
    actions: [
      { id: 'available', label: words.available, onClick: () => attempt(rpc.desk.resume()) },
      ...pauses,
      { id: 'endWrapUp', label: words.endWrapUp, onClick: () => attempt(rpc.desk.endWrapUp()) },
      { id: 'logOut', label: words.logOut, onClick: () => attempt(rpc.desk.logout({})) },
    ],
  }
}

function useParkedActions() {
  const parked = useParked()
  const callerName = useCallerName()
  return parked.map(({ slot, number, name }) => ({
    id: `pickUp-${slot}`,
    label: text.phone.pickUpFrom(slot, callerName(number, name)),
    rightSection: <IconParkingCircle size={17} />,
    onClick: () => attempt(pickUp(slot)),
  }))
}

/** Ctrl+K: every page, every verb of the telephone, my states, and calling anyone in the house. */
export function CommandPalette() {
  const navigate = useNavigate()
  const me = useMe()
  const { setColorScheme } = useMantineColorScheme()
  const favourites = useFavourites()
  const extensions = useSession((state) => state.extensions)
  const possible = usePhone(
    useShallow((state) =>
      phoneCommands()
        .filter((command) => command.possible(state))
        .map((command) => command.id),
    ),
  )
  const states = useStateActions()
  const parked = useParkedActions()
  const groups = text.app.commandGroups
  const actions: SpotlightActionGroupData[] = [
    {
      group: groups.phone,
      actions: phoneCommands()
        .filter((command) => possible.includes(command.id))
        .map((command) => ({
          id: command.id,
          label: command.label,
          rightSection: <Kbd size="xs">{shown(command.keys)}</Kbd>,
          onClick: command.run,
        }))
        .concat(parked),
    },
    {
      group: groups.go,
      actions: [...navigation, wallboard].map(({ to, Icon, label }) => ({
        id: `go-${to}`,
        label: label(),
        leftSection: <Icon size={17} />,
        onClick: () => void navigate(to),
      })),
    },
    ...(me.operatorId ? [states] : []),
    {
      group: groups.call,
      actions: [...extensions, ...favourites.map(({ name, numbers }) => ({ name, number: numbers[0] ?? '' }))]
        .filter((extension) => me.extension !== null && extension.number !== me.extension)
        .map((extension) => ({
          id: `call-${extension.number}`,
          label: extension.name,
          description: showNumber(extension.number),
          leftSection: <IconPhone size={17} />,
          onClick: () => attempt(dial(extension.number)),
        })),
    },
    {
      group: groups.view,
      actions: (['light', 'dark', 'auto'] as const).map((scheme) => ({
        id: `theme-${scheme}`,
        label: text.app.theme[scheme],
        onClick: () => setColorScheme(scheme),
      })),
    },
  ]
  return (
    <Spotlight
      actions={actions.filter((group) => group.actions.length > 0)}
      shortcut={['mod + K']}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound={text.app.commandNothing}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: text.app.commandPlaceholder,
        'aria-label': text.app.commandHint,
      }}
    />
  )
}
