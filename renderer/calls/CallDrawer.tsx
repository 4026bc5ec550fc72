import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconPhone, IconRoute } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { CallRecord, CallNote as Written } from '../../shared/domain/calls.ts'
import { isTestCall } from '../../shared/domain/outcome.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { clock, shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { callSoundAddress, recordingAddress } from '../lib/media.ts'
import { useSpeakers } from '../lib/parts.ts'
import { partyNumber } from '../lib/party.ts'
import { playerWords } from '../lib/playerWords.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useQueueName } from '../lib/session.ts'
import { CallNote, offerNumber, useNoteOnPage } from '../phone/index.ts'
import { AudioPlayer, SidePanel } from '../ui/index.ts'
import { OutcomeMark } from './OutcomeMark.tsx'
import { Parts } from './Parts.tsx'
import { Story } from './Story.tsx'
import { TraceCaller } from './TraceCaller.tsx'

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text>{value}</Text>
    </div>
  )
}

function Facts({ call }: { call: CallRecord }) {
  const now = useHostNow()
  const queueName = useQueueName()
  const speakers = useSpeakers()
  const callerName = useCallerName()
  const words = text.calls
  return (
    <SimpleGrid cols={3} spacing="sm">
      <Fact name={words.started} value={shortMoment(call.startedAt, now)} />
      <Fact name={words.waited} value={call.waitMs > 0 ? clock(call.waitMs) : '–'} />
      <Fact name={words.talked} value={call.talkMs > 0 ? clock(call.talkMs) : '–'} />
      <Fact name={words.columns.to} value={callerName(call.to, '')} />
      <Fact name={text.common.queue} value={call.queueId ? queueName(call.queueId) : '–'} />
      <Fact name={text.common.operator} value={speakers(call) || '–'} />
      {call.disposition && <Fact name={words.disposition} value={call.disposition} />}
    </SimpleGrid>
  )
}

/** Of whoever spoke in the call, and of supervisors; others read what is there. */
function Note({ call, notes }: { call: CallRecord; notes: readonly Written[] }) {
  useNoteOnPage(call.id)
  return <CallNote callId={call.id} known={notes} />
}

function Details({ id }: { id: string }) {
  const callerName = useCallerName()
  const running = useLive((state) => state.calls[id]?.node ?? null)
  const load = useLoad(() => rpc.calls.get({ id }), `${id} ${running}`)
  return (
    <Loaded load={load}>
      {({ call, trace, notes, nodeLabels, sounds }) => (
        <Stack gap="lg" pb="xl">
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Title order={2} fz="xl">
                {callerName(call.from, call.fromName)}
              </Title>
              <Text size="sm" c="dimmed">
                {[
                  showNumber(call.from),
                  text.calls.kind[isTestCall(call) ? 'test' : call.kind],
                  text.calls.flowVersion({ version: call.flowVersion }),
                ]
                  // Who has no name is called by the number above.
                  .filter((part) => part && part !== callerName(call.from, call.fromName))
                  .join(' · ')}
              </Text>
            </div>
            <OutcomeMark outcome={call.outcome} />
          </Group>
          <Facts call={call} />
          <Parts parts={call.parts} />
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPhone size={15} />}
              disabled={!showNumber(partyNumber(call))}
              onClick={() => offerNumber(partyNumber(call))}
            >
              {text.calls.callBack}
            </Button>
            {!call.flowId.startsWith('builtin:') && (
              <Button
                size="xs"
                variant="default"
                component={Link}
                to={`/flows/${encodeURIComponent(call.flowId)}?call=${encodeURIComponent(call.id)}`}
                leftSection={<IconRoute size={15} />}
              >
                {text.watch.replayCall}
              </Button>
            )}
            <TraceCaller call={call} />
          </Group>
          {call.recording && (
            <Stack gap={6}>
              <Title order={3}>{text.calls.recording}</Title>
              <AudioPlayer
                src={recordingAddress(call.id)}
                seconds={call.talkMs / 1000}
                downloadName={`call-${call.id}.wav`}
                words={playerWords()}
              />
            </Stack>
          )}
          {sounds.length > 0 && (
            <Stack gap={6}>
              <Title order={3}>{text.calls.moreRecordings}</Title>
              {sounds.map((name) => (
                <AudioPlayer
                  key={name}
                  src={callSoundAddress(call.id, name)}
                  seconds={0}
                  downloadName={`${name}.wav`}
                  words={playerWords()}
                />
              ))}
            </Stack>
          )}
          <Note key={call.id} call={call} notes={notes} />
          <Story call={call} trace={trace} labels={nodeLabels} />
        </Stack>
      )}
    </Loaded>
  )
}

/** One call in full, beside the list it came from. */
export function CallDrawer({ id, onClose }: { id: string | null; onClose(): void }) {
  return (
    <SidePanel opened={id !== null} onClose={onClose} size={500} title={text.calls.details} close={text.common.close}>
      {id && <Details id={id} />}
    </SidePanel>
  )
}
