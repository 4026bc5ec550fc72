import { IconAlertTriangleFilled, IconCircleCheckFilled, IconClock } from '@tabler/icons-react'
import { text } from '../../lib/i18n/index.ts'
import type { rpc } from '../../lib/rpc/index.ts'
import { StatusBadge, type Tone } from '../../ui/index.ts'
import { reach } from '../reach.ts'

export type Delivery = Awaited<ReturnType<typeof rpc.system.deliveries>>[number]

const looks: Record<Delivery['status'], { tone: Tone; Icon: typeof IconClock }> = {
  pending: { tone: 'idle', Icon: IconClock },
  delivered: { tone: 'good', Icon: IconCircleCheckFilled },
  failed: { tone: 'bad', Icon: IconAlertTriangleFilled },
}

/** Whether it has arrived. */
export function DeliveryState({ status }: Pick<Delivery, 'status'>) {
  const { tone, Icon } = looks[status]
  return <StatusBadge tone={tone} icon={<Icon size={15} />} label={text.settings.deliveries.status[status]} />
}

/** What came back, in a sentence. */
export function Answer({ delivery: { lastStatus, lastError } }: { delivery: Delivery }) {
  const words = text.settings.deliveries
  const redirected = lastStatus !== null && lastStatus >= 300 && lastStatus < 400
  const failed = lastError ? words.unreached({ reason: reach(lastError) }) : words.none
  const said = lastStatus === null ? failed : words.answered({ status: lastStatus })
  return redirected ? `${said} ${words.redirect}` : said
}
