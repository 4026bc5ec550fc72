import { Tooltip } from '@mantine/core'
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

/** Whether calls can come in, in a word with a sign; `signOnly`: the word is told on hovering and to screen readers. */
export function Registration({ signOnly = false }: { signOnly?: boolean }) {
  const registration = usePhone((state) => state.registration)
  const { tone, Icon } = looks[registration]
  return (
    <div role="status" aria-label={text.phone.title} data-testid="registration" data-state={registration}>
      {signOnly ? (
        <Tooltip label={text.phone.registration[registration]} position="left">
          <span role="img" aria-label={text.phone.registration[registration]}>
            <Icon size={18} color={`var(--cord-${tone})`} aria-hidden style={{ display: 'block', margin: 8 }} />
          </span>
        </Tooltip>
      ) : (
        <StatusBadge tone={tone} icon={<Icon size={14} />} label={text.phone.registration[registration]} />
      )}
    </div>
  )
}
