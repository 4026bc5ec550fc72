import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react'
import type { OpeningOutlook } from '../../shared/domain/schedule.ts'
import { stateWords } from '../lib/hours/words.ts'
import { StatusBadge } from '../ui/index.ts'
import classes from './hours.module.css'

/** Open or closed, until when, and what closed it. */
export function StateLine({ outlook, now, zone }: { outlook: OpeningOutlook; now: number; zone: string }) {
  const open = outlook.state === 'open'
  const Icon = open ? IconCircleCheckFilled : IconCircleDashed
  return (
    <StatusBadge
      tone={open ? 'good' : 'idle'}
      icon={<Icon size={15} />}
      label={<span className={classes.state}>{stateWords(outlook, now, zone)}</span>}
    />
  )
}
