import { Button, Menu, VisuallyHidden } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { pauseReasons } from '../../shared/domain/pauseReason.ts'
import { tellError } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { Elapsed } from '../lib/view/Elapsed.tsx'
import { StateBadge } from '../ui/index.ts'

const attempt = (work: Promise<unknown>) => void work.catch(tellError)

/** My state with its timer, and what I can change it to. */
export function StateMenu() {
  const { operatorId } = useMe()
  const navigate = useNavigate()
  const mine = useLive((state) => (operatorId ? (state.operators[operatorId] ?? null) : null))
  if (!operatorId) return null
  const state = mine?.state ?? 'offline'
  const words = text.app.stateMenu
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="default" size="xs" h={32} rightSection={<IconChevronDown size={14} aria-hidden />}>
          <VisuallyHidden>{words.label}</VisuallyHidden>
          <StateBadge state={state} label={mine?.reason && state === 'paused' ? reasonOf(mine.reason) : text.states[state]} />
          {mine && state !== 'offline' && <Elapsed since={mine.since} size="xs" c="dimmed" ml={8} />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {state === 'offline' ? (
          <Menu.Item onClick={() => navigate('/')}>{words.toDesk}</Menu.Item>
        ) : (
          <>
            {(state === 'paused' || state === 'unreachable') && (
              <Menu.Item onClick={() => attempt(rpc.desk.resume())}>{words.available}</Menu.Item>
            )}
            {state === 'wrapUp' && <Menu.Item onClick={() => attempt(rpc.desk.endWrapUp())}>{words.endWrapUp}</Menu.Item>}
            <Menu.Label>{words.pauseFor}</Menu.Label>
            {pauseReasons.map((reason) => (
              <Menu.Item key={reason} onClick={() => attempt(rpc.desk.pause({ reason }))}>
                {reasonOf(reason)}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => attempt(rpc.desk.logout({}))}>{words.logOut}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
