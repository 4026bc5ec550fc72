import { Badge, Group, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { NavLink } from 'react-router'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { type NavEntry, navigation } from './routes.ts'
import classes from './Shell.module.css'

function Entry({ entry, narrow }: { entry: NavEntry; narrow: boolean }) {
  const { to, Icon, label, badge } = entry
  const count = useLive((state) => badge?.count(state) ?? 0)
  const name = count > 0 && badge ? `${label()}, ${badge.words(count)}` : label()
  const link = (
    <NavLink to={to} end={to === '/'} className={`${classes.link} ${narrow ? classes.linkNarrow : ''}`}>
      <Icon size={18} stroke={1.7} aria-hidden />
      {narrow ? (
        <VisuallyHidden>{name}</VisuallyHidden>
      ) : (
        <Text span size="md" fw="inherit" flex={1} miw={0} truncate>
          {label()}
        </Text>
      )}
      {count > 0 && (
        <Badge size="sm" variant="filled" circle={count < 10} className={narrow ? classes.badgeNarrow : ''}>
          {count}
          {!narrow && <VisuallyHidden> {badge?.words(count).replace(String(count), '')}</VisuallyHidden>}
        </Badge>
      )}
    </NavLink>
  )
  return narrow ? (
    <Tooltip label={name} position="right">
      {link}
    </Tooltip>
  ) : (
    link
  )
}

/** The pages, with how much waits on each. */
export function Navigation({ narrow }: { narrow: boolean }) {
  return (
    <>
      <Group h={48} px={narrow ? 0 : 'md'} gap={10} justify={narrow ? 'center' : 'flex-start'} wrap="nowrap">
        <img src="./icon.svg" alt={narrow ? text.app.name : ''} width={24} height={24} />
        {!narrow && (
          <Text fw={600} size="md">
            {text.app.name}
          </Text>
        )}
      </Group>
      <Stack gap={2} p={8}>
        {navigation.map((entry) => (
          <Entry key={entry.to} entry={entry} narrow={narrow} />
        ))}
      </Stack>
    </>
  )
}
