import {
  IconAlertTriangle,
  IconArrowForwardUp,
  IconCheck,
  IconDoorExit,
  IconPhoneCall,
  IconPhoneCheck,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPhonePause,
  IconPhoneX,
  IconPlugConnectedX,
  IconRecordMail,
} from '@tabler/icons-react'
import type { CallOutcome } from '../../shared/domain/outcome.ts'
import { text } from '../lib/i18n/index.ts'
import { StatusBadge, type Tone } from '../ui/index.ts'

const looks: Record<CallOutcome, { tone: Tone; Icon: typeof IconCheck }> = {
  running: { tone: 'busy', Icon: IconPhoneCall },
  completed: { tone: 'idle', Icon: IconCheck },
  answered: { tone: 'good', Icon: IconPhoneCheck },
  transferred: { tone: 'good', Icon: IconArrowForwardUp },
  abandoned: { tone: 'warn', Icon: IconDoorExit },
  voicemail: { tone: 'violet', Icon: IconRecordMail },
  callback: { tone: 'violet', Icon: IconPhoneOutgoing },
  rejected: { tone: 'idle', Icon: IconPhoneOff },
  failed: { tone: 'bad', Icon: IconAlertTriangle },
  lost: { tone: 'bad', Icon: IconPlugConnectedX },
  noAnswer: { tone: 'idle', Icon: IconPhonePause },
  busy: { tone: 'idle', Icon: IconPhoneX },
  unknownNumber: { tone: 'warn', Icon: IconPhoneOff },
  congestion: { tone: 'bad', Icon: IconAlertTriangle },
  notDialled: { tone: 'warn', Icon: IconPhoneOff },
  cancelled: { tone: 'idle', Icon: IconDoorExit },
}

/** How a call ended, in a word with a sign. */
export function OutcomeMark({ outcome }: { outcome: CallOutcome }) {
  const { tone, Icon } = looks[outcome]
  return <StatusBadge tone={tone} icon={<Icon size={15} />} label={text.outcomes[outcome]} />
}
