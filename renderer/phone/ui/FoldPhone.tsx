import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutBottombarCollapse, IconLayoutSidebarRight, IconLayoutSidebarRightCollapse } from '@tabler/icons-react'
import { text } from '../../lib/i18n/index.ts'
import { useFold } from '../../lib/view/folds.ts'
import { useWantsRoom } from '../../lib/view/roomy.ts'
import { isLive, phone, usePhone } from '../store.ts'
import { useBarFold, useCompact } from './place.ts'

/** On a page that needs the width: folds the telephone into a row at the bottom, and brings it back beside the page. */
function FoldIntoRow() {
  const [folded, fold] = useFold('phone')
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

/** Folds an idle telephone into a bar. */
function FoldIntoBar() {
  const [, fold] = useBarFold()
  const calls = usePhone((state) => state.lines.some(isLive))
  if (calls) return null
  const label = text.phone.bar.close
  const onClick = () => {
    fold(true)
    phone.setState(({ ended }) => ({ panelOpen: false, foldedNote: ended?.callId ?? null }))
  }
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <IconLayoutSidebarRightCollapse size={17} />
      </ActionIcon>
    </Tooltip>
  )
}

/** The button that puts the telephone out of the way, where there is one. */
export function FoldPhone() {
  const roomy = useWantsRoom()
  const compact = useCompact()
  const undocked = usePhone((state) => state.undocked)
  if (compact || undocked) return null
  return roomy ? <FoldIntoRow /> : <FoldIntoBar />
}
