import {
  ActionIcon,
  Avatar,
  Group,
  Kbd,
  Menu,
  Text,
  Tooltip,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
import { openSpotlight } from '@mantine/spotlight'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { tellError } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { onMac, shownKeys } from '../lib/keys.ts'
import { signOut } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { usePhone } from '../phone/index.ts'
import classes from './Shell.module.css'
import { StateMenu } from './StateMenu.tsx'

const schemes = { light: 'dark', dark: 'auto', auto: 'light' } as const
const icons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop }

function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = icons[colorScheme]
  const label = `${text.app.theme.switch} (${text.app.theme[colorScheme]})`
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} onClick={() => setColorScheme(schemes[colorScheme])}>
        <Icon size={18} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
}

function UserMenu({ onSignedOut }: { onSignedOut(): void }) {
  const me = useMe()
  const talking = usePhone((state) => state.lines.some((line) => line.state !== 'ended' && line.state !== 'ringing'))
  const leave = () => signOut().then(onSignedOut, tellError)
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton>
          <Avatar name={me.name} size={30} radius="xl" color="cord" variant="light" aria-hidden />
          <VisuallyHidden>{text.app.user.menu({ name: me.name })}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {text.settings.fields.roles[me.role]}
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} />} disabled={talking} onClick={leave}>
          {talking ? text.app.user.signOutDuringCall : text.app.user.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The office's name, the way to every command, and my own state. */
export function HeaderBar({ height, compact, onSignedOut }: { height: number; compact: boolean; onSignedOut(): void }) {
  const office = useMe().office.name
  return (
    <Group h={height} px={compact ? 'xs' : 'md'} justify="space-between" gap="md" wrap="nowrap">
      {!compact && (
        <Text fw={600} size="md" truncate miw={60} maw={180}>
          {office}
        </Text>
      )}
      <UnstyledButton className={classes.command} aria-label={compact ? text.app.commandHint : undefined} onClick={openSpotlight}>
        <IconSearch size={15} aria-hidden />
        {!compact && (
          <>
            <Text span size="sm" flex={1} truncate>
              {text.app.commandHint}
            </Text>
            <Kbd size="xs" aria-hidden>
              {onMac ? shownKeys('mod+K') : 'Ctrl K'}
            </Kbd>
          </>
        )}
      </UnstyledButton>
      <Group gap={6} wrap="nowrap">
        <StateMenu />
        <ThemeSwitch />
        <UserMenu onSignedOut={onSignedOut} />
      </Group>
    </Group>
  )
}
