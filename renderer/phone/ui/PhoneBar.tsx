import { ActionIcon, Indicator, Stack, Tooltip } from '@mantine/core'
import { IconDialpad, IconLayoutSidebarRightExpand, IconNote, IconParkingCircle, IconRecordMail } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useCallerName } from '../../lib/contacts.ts'
import { text } from '../../lib/i18n/index.ts'
import { shownKeys } from '../../lib/keys.ts'
import { useLive } from '../../lib/live/index.ts'
import { offerNumber, phone, usePhone } from '../store.ts'
import { endedWith } from './CallNote.tsx'
import { DoNotDisturb } from './DoNotDisturb.tsx'
import { useParked } from './parked.ts'
import { useBarFold } from './place.ts'
import { Registration } from './Registration.tsx'
import { Undock } from './Undock.tsx'

type BarButtonProps = { label: string; count?: number; onClick(): void; children: ReactNode }

/** `count`: how many wait there; none is told in words as well. */
function BarButton({ label, count = 0, onClick, children }: BarButtonProps) {
  return (
    <Tooltip label={label} position="left">
      <Indicator label={count} size={16} disabled={count === 0} offset={4}>
        <ActionIcon size={34} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
          {children}
        </ActionIcon>
      </Indicator>
    </Tooltip>
  )
}

/** The idle telephone beside the page: how it is registered, messages and parked calls that wait, and the ways to open it. */
export function PhoneBar() {
  const [, fold] = useBarFold()
  const navigate = useNavigate()
  const has = usePhone((state) => state.extension !== null)
  const undocked = usePhone((state) => state.undocked)
  const note = usePhone((state) => (state.ended?.callId === state.noteOnPage ? null : state.ended))
  const callerName = useCallerName()
  const parked = useParked().length
  const fresh = useLive((state) => Object.values(state.voicemails).filter(({ status }) => status === 'new').length)
  const words = text.phone.bar
  const open = () => {
    fold(false)
    phone.setState({ foldedNote: null })
  }
  return (
    <Stack align="center" gap={6} py={7} h="100%">
      {!undocked && (
        <BarButton label={words.open} onClick={open}>
          <IconLayoutSidebarRightExpand size={19} />
        </BarButton>
      )}
      {has && <Registration signOnly />}
      {has && !undocked && (
        <BarButton label={`${text.phone.focusNumber} (${shownKeys('alt+N')})`} onClick={() => offerNumber('')}>
          <IconDialpad size={19} />
        </BarButton>
      )}
      {has && <DoNotDisturb size={34} />}
      <BarButton
        label={fresh > 0 ? words.messages({ count: fresh }) : words.noMessages}
        count={fresh}
        onClick={() => void navigate('/voicemail')}
      >
        <IconRecordMail size={19} color={fresh > 0 ? 'var(--cord-bad)' : undefined} />
      </BarButton>
      {parked > 0 && !undocked && (
        <BarButton label={text.phone.parkedCalls} count={parked} onClick={() => phone.setState({ panelOpen: true })}>
          <IconParkingCircle size={19} />
        </BarButton>
      )}
      {note && !undocked && (
        <BarButton
          label={text.phone.noteOn({ who: endedWith(note, callerName) })}
          onClick={() => phone.setState({ foldedNote: null })}
        >
          <IconNote size={19} />
        </BarButton>
      )}
      {has && <Undock size={34} />}
    </Stack>
  )
}
