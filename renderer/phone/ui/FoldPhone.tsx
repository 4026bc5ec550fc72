import { ActionIcon, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconLayoutBottombarCollapse, IconLayoutSidebarRight } from '@tabler/icons-react'
import { text } from '../../lib/i18n/index.ts'
import { useFold } from '../../lib/view/folds.ts'
import { useWantsRoom } from '../../lib/view/roomy.ts'
import { phone } from '../store.ts'

/** On a page that needs the width: folds the telephone into a row at the bottom, and brings it back beside the page. */
export function FoldPhone() {
  const [folded, fold] = useFold('phone')
  const roomy = useWantsRoom()
  // Below that there is no room for it beside any page.
  const fits = useMediaQuery('(min-width: 860px)') ?? true
  if (!roomy || !fits) return null
  const label = folded ? text.canvas.fold.phoneBack : text.canvas.fold.phone
  const Sign = folded ? IconLayoutSidebarRight : IconLayoutBottombarCollapse
  const onClick = () => {
    fold(!folded)
    phone.setState({ panelOpen: false })
  }
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <Sign size={17} />
      </ActionIcon>
    </Tooltip>
  )
}
