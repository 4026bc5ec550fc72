import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleDashed, IconLoader } from '@tabler/icons-react'
import { text } from '../../lib/i18n/index.ts'
import { StatusBadge, type Tone } from '../../ui/index.ts'
import type { RegistrationState } from '../sip/supervisor.ts'
import { usePhone } from '../store.ts'

const looks: Record<RegistrationState, { tone: Tone; Icon: typeof IconLoader }> = {
  off: { tone: 'idle', Icon: IconCircleDashed },
  connecting: { tone: 'warn', Icon: IconLoader },
  registered: { tone: 'good', Icon: IconCircleCheckFilled },
  lost: { tone: 'bad', Icon: IconAlertTriangleFilled },
  refused: { tone: 'bad', Icon: IconAlertTriangleFilled },
}

/** Whether calls can come in, in a word with a sign. */
export function Registration() {
  const registration = usePhone((state) => state.registration)
  const { tone, Icon } = looks[registration]
  return (
    <div role="status" aria-label={text.phone.title} data-testid="registration" data-state={registration}>
      <StatusBadge tone={tone} icon={<Icon size={14} />} label={text.phone.registration[registration]} />
    </div>
  )
}
