import { Group, Text } from '@mantine/core'
import {
  IconAlertTriangleFilled,
  IconBellRinging,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconClockPause,
  IconNotes,
  IconPhoneCall,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { OperatorState } from '../../shared/domain/calls.ts'

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle' | 'violet'

/** A state in a word, with a sign and a colour: never the colour alone. */
export function StatusBadge({
  tone,
  icon,
  label,
  size = 'sm',
}: {
  tone: Tone
  icon: ReactNode
  label: ReactNode
  size?: 'sm' | 'md'
}) {
  return (
    <Group gap={6} wrap="nowrap" c={`var(--cord-${tone})`} style={{ display: 'inline-flex', verticalAlign: 'middle' }}>
      <span aria-hidden style={{ display: 'inline-flex' }}>
        {icon}
      </span>
      <Text span size={size} fw={500} c="inherit" style={{ whiteSpace: 'nowrap' }}>
        {label}
      </Text>
    </Group>
  )
}

const signs: Record<OperatorState, { tone: Tone; Icon: typeof IconNotes }> = {
  offline: { tone: 'idle', Icon: IconCircleDashed },
  available: { tone: 'good', Icon: IconCircleCheckFilled },
  ringing: { tone: 'warn', Icon: IconBellRinging },
  busy: { tone: 'busy', Icon: IconPhoneCall },
  wrapUp: { tone: 'violet', Icon: IconNotes },
  paused: { tone: 'warn', Icon: IconClockPause },
  unreachable: { tone: 'bad', Icon: IconAlertTriangleFilled },
}

/** An operator's state. */
export function StateBadge({ state, label, size = 'sm' }: { state: OperatorState; label: string; size?: 'sm' | 'md' }) {
  const { tone, Icon } = signs[state]
  return <StatusBadge tone={tone} icon={<Icon size={size === 'sm' ? 15 : 18} />} label={label} size={size} />
}
