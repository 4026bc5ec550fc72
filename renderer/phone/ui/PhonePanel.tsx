import { Alert, Box, Button, Group, ScrollArea, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangleFilled, IconBellOff, IconPhoneIncoming, IconVolume } from '@tabler/icons-react'
import { useShallow } from 'zustand/react/shallow'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useMay, useSession } from '../../lib/session.ts'
import { EmptyState } from '../../ui/index.ts'
import { callMe, takeOverPhone, unblockAudio } from '../actions.ts'
import { OutcomesDue } from '../callback/OutcomesDue.tsx'
import type { LineView } from '../sip/line.ts'
import { activeLine, usePhone } from '../store.ts'
import { EndedCallNote } from './CallNote.tsx'
import { CampedOn } from './CampedOn.tsx'
import { Dialer } from './Dialer.tsx'
import { DoNotDisturb } from './DoNotDisturb.tsx'
import { FoldPhone } from './FoldPhone.tsx'
import { LineCard } from './LineCard.tsx'
import { MonitorCard, useMonitored } from './MonitorCard.tsx'
import { ParkedCalls } from './ParkedCalls.tsx'
import { RecentCalls } from './RecentCalls.tsx'
import { Registration } from './Registration.tsx'
import { RingingAtColleagues } from './RingingAtColleagues.tsx'
import { RingingCard } from './RingingCard.tsx'
import { Undock } from './Undock.tsx'

/** What is wrong with the telephone, each with what helps. */
function Warnings() {
  const { conflict, microphone, audioBlocked, speakerGone, doNotDisturb } = usePhone(
    useShallow(({ conflict, microphone, audioBlocked, speakerGone, doNotDisturb }) => ({
      conflict,
      microphone,
      audioBlocked,
      speakerGone,
      doNotDisturb,
    })),
  )
  return (
    <>
      {conflict && (
        <Alert color="yellow" p="xs" title={text.phone.conflict}>
          <Button size="xs" onClick={takeOverPhone}>
            {text.phone.takeOver}
          </Button>
        </Alert>
      )}
      {microphone && (
        <Alert color="red" p="xs" icon={<IconAlertTriangleFilled size={16} />}>
          {text.phone.microphone[microphone]}
        </Alert>
      )}
      {speakerGone && (
        <Alert color="red" p="xs" icon={<IconAlertTriangleFilled size={16} />}>
          {text.phone.noSpeaker}
        </Alert>
      )}
      {doNotDisturb && (
        <Alert color="yellow" p="xs" icon={<IconBellOff size={16} />}>
          {text.phone.doNotDisturbOn}
        </Alert>
      )}
      {audioBlocked && (
        <Alert color="yellow" p="xs" title={text.phone.audioBlocked}>
          <Button size="xs" leftSection={<IconVolume size={16} />} onClick={() => void unblockAudio()}>
            {text.phone.unblock}
          </Button>
        </Alert>
      )}
    </>
  )
}

/** A line of one's own, or one on somebody else's call. */
function LineOrMonitor({ line, active }: { line: LineView; active: boolean }) {
  const monitored = useMonitored(line)
  if (monitored && line.state !== 'ended') return <MonitorCard line={line} monitored={monitored} />
  return line.state === 'ringing' ? <RingingCard line={line} /> : <LineCard line={line} active={active} />
}

function Lines() {
  const lines = usePhone((state) => state.lines)
  const activeId = usePhone((state) => activeLine(state)?.id ?? null)
  const ringing = lines.filter((line) => line.state === 'ringing')
  const others = lines.filter((line) => line.state !== 'ringing')
  if (lines.length === 0) {
    return <EmptyState icon={<IconPhoneIncoming size={20} />} title={text.phone.noCalls} help={text.phone.noCallsHelp} />
  }
  return (
    <Stack gap="sm">
      {ringing.map((line) => (
        <LineOrMonitor key={line.id} line={line} active={false} />
      ))}
      {others.map((line) => (
        <LineOrMonitor key={line.id} line={line} active={line.id === activeId} />
      ))}
    </Stack>
  )
}

/** The softphone: how it is registered, its lines, its number field. */
export function PhonePanel() {
  const extension = usePhone((state) => state.extension)
  const starterShown = useSession((state) => state.starterShown)
  const admin = useMay('admin')
  const idle = usePhone((state) => state.lines.length === 0)
  const { busy, run } = useWork()
  const demo = useSession((state) => state.me?.pbx === 'demo')
  if (!extension) {
    const help = demo ? text.phone.demoHelp : text.phone.noExtensionHelp
    return (
      <Stack p="md">
        <Group justify="flex-end">
          <FoldPhone />
        </Group>
        <EmptyState icon={<IconPhoneIncoming size={20} />} title={text.phone.noExtension} help={help} />
        <ParkedCalls />
      </Stack>
    )
  }
  const ask = () => run(callMe, () => tell('info', text.phone.callMeComing))
  return (
    <Box h="100%" style={{ display: 'flex', flexDirection: 'column' }}>
      <Group justify="space-between" px="md" h={48} wrap="nowrap" style={{ borderBottom: '1px solid var(--cord-line)' }}>
        <Group gap={8} wrap="nowrap">
          <Title order={2}>{text.phone.title}</Title>
          <Text size="sm" c="dimmed" aria-label={text.phone.extension({ number: extension })}>
            {extension}
          </Text>
        </Group>
        <Group gap={6} wrap="nowrap">
          <Registration />
          <DoNotDisturb />
          <Undock />
          <FoldPhone />
        </Group>
      </Group>
      <ScrollArea flex={1} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': text.phone.title, role: 'region' }}>
        <Stack gap="sm" p="md">
          <Warnings />
          <OutcomesDue />
          <Lines />
          <EndedCallNote />
          <CampedOn />
          <RingingAtColleagues />
          <ParkedCalls />
          {idle && <RecentCalls extension={extension} />}
        </Stack>
      </ScrollArea>
      <Box p="md" style={{ borderTop: '1px solid var(--cord-line)' }}>
        <Dialer />
        {admin && !starterShown && (
          <>
            <Button mt="xs" fullWidth variant="default" size="xs" loading={busy} onClick={ask} aria-describedby="call-me-hint">
              {text.phone.callMe}
            </Button>
            <Text id="call-me-hint" size="xs" c="dimmed" ta="center" mt={4}>
              {text.phone.callMeHint}
            </Text>
          </>
        )}
      </Box>
    </Box>
  )
}
