import { ActionIcon, Menu } from '@mantine/core'
import { IconAdjustments, IconCheck, IconDeviceTv, IconLink, IconPlus } from '@tabler/icons-react'
import type { Wallboard } from '../../shared/domain/wallboard.ts'
import { text } from '../lib/i18n/index.ts'

type MenuProps = {
  boards: readonly Wallboard[]
  shown: string
  supervisor: boolean
  onChoose(id: string): void
  onDo(what: 'edit' | 'add' | 'link'): void
}

/** Which board is shown, and what supervisors do with it. */
export function BoardMenu({ boards, shown, supervisor, onChoose, onDo }: MenuProps) {
  const words = text.wallboard
  const choices = [{ id: 'all', name: words.everything }, ...boards]
  return (
    <Menu position="bottom-end" withinPortal zIndex={400}>
      <Menu.Target>
        <ActionIcon size={40} variant="default" aria-label={words.boards}>
          <IconAdjustments size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.boards}</Menu.Label>
        {choices.map(({ id, name }) => (
          <Menu.Item
            key={id}
            role="menuitemradio"
            aria-checked={id === shown}
            leftSection={id === shown ? <IconCheck size={15} /> : <IconDeviceTv size={15} />}
            onClick={() => onChoose(id)}
          >
            {name}
          </Menu.Item>
        ))}
        {supervisor && (
          <>
            <Menu.Divider />
            {shown !== 'all' && (
              <>
                <Menu.Item leftSection={<IconAdjustments size={15} />} onClick={() => onDo('edit')}>
                  {words.edit}
                </Menu.Item>
                <Menu.Item leftSection={<IconLink size={15} />} onClick={() => onDo('link')}>
                  {words.links}
                </Menu.Item>
              </>
            )}
            <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => onDo('add')}>
              {words.add}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
