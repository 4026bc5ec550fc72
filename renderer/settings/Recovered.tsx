import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconHeadphones } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecoveredSound } from '../../shared/domain/recovered.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { Loaded, tell, useLoad, useWork } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { clock, shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { recoveredAddress } from '../lib/media.ts'
import { playerWords } from '../lib/playerWords.ts'
import { rpc } from '../lib/rpc/index.ts'
import { AudioPlayer, Dialog, Nothing, Section, SureButton } from '../ui/index.ts'

/** A call that ran while this was said may have begun so long before, ms. */
const longestMs = 4 * 3_600_000
const choices = 100

type Giving = { sound: RecoveredSound; onGiven(): void; onClose(): void }

/** The calls that were under way at that time, the one whose story names the recording first. */
function ToCall({ sound, onGiven, onClose }: Giving) {
  const words = text.admin.recovered
  const callerName = useCallerName()
  const now = useHostNow()
  const { busy, run } = useWork()
  const [chosen, setChosen] = useState(sound.callId ?? '')
  const load = useLoad(async () => {
    const page = await rpc.calls.list({ from: sound.at - longestMs, until: sound.at + 60_000, limit: choices })
    return page.calls.filter(({ recording, endedAt }) => recording === null && endedAt !== null && endedAt >= sound.at - 60_000)
  }, sound.id)
  const give = (callId: string) => run(() => rpc.recovered.toCall({ id: sound.id, callId }), onGiven)
  return (
    <Dialog close={text.common.close} title={words.toCall} onClose={onClose} centered>
      <Loaded load={load}>
        {(calls) => {
          const callId = calls.some(({ id }) => id === chosen) ? chosen : (calls[0]?.id ?? '')
          if (callId === '') return <Text size="sm">{words.noCall}</Text>
          return (
            <Stack>
              <NativeSelect
                label={words.call}
                value={callId}
                data={calls.map((call) => ({
                  value: call.id,
                  label: `${shortMoment(call.startedAt, now)} · ${callerName(call.from, call.fromName)} → ${showNumber(call.to)}`,
                }))}
                onChange={(event) => setChosen(event.currentTarget.value)}
              />
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {text.common.cancel}
                </Button>
                <Button loading={busy} onClick={() => give(callId)}>
                  {words.give}
                </Button>
              </Group>
            </Stack>
          )
        }}
      </Loaded>
    </Dialog>
  )
}

function ToMailbox({ sound, onGiven, onClose }: Giving) {
  const words = text.admin.recovered
  const { busy, run } = useWork()
  const load = useLoad(() => rpc.settings.mailboxes.list(), 'mailboxes')
  const [chosen, setChosen] = useState('')
  return (
    <Dialog close={text.common.close} title={words.toMailbox} onClose={onClose} centered>
      <Loaded load={load}>
        {(mailboxes) => {
          const mailboxId = chosen || (mailboxes[0]?.id ?? '')
          if (mailboxId === '') return <Text size="sm">{words.noMailbox}</Text>
          return (
            <Stack>
              <NativeSelect
                label={words.mailbox}
                value={mailboxId}
                data={mailboxes.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(event) => setChosen(event.currentTarget.value)}
              />
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {text.common.cancel}
                </Button>
                <Button loading={busy} onClick={() => run(() => rpc.recovered.toMailbox({ id: sound.id, mailboxId }), onGiven)}>
                  {words.give}
                </Button>
              </Group>
            </Stack>
          )
        }}
      </Loaded>
    </Dialog>
  )
}

function Sound({ sound, onGone }: { sound: RecoveredSound; onGone(): void }) {
  const words = text.admin.recovered
  const callerName = useCallerName()
  const now = useHostNow()
  const { busy, run } = useWork()
  const [giving, setGiving] = useState<'call' | 'mailbox' | null>(null)
  const when = shortMoment(sound.at, now)
  const who = sound.from ? callerName(sound.from, sound.fromName) : words.unknown
  const name = `${who}, ${when}`
  const given = (sentence: string) => () => {
    setGiving(null)
    tell('success', sentence)
    onGone()
  }
  return (
    <Section title={name}>
      <Stack gap="sm" p="md">
        <Text size="sm" c="dimmed">
          {words.found({ length: clock(sound.seconds * 1000), when: shortMoment(sound.foundAt, now) })}
        </Text>
        <AudioPlayer
          src={recoveredAddress(sound.id)}
          seconds={sound.seconds}
          downloadName={`${sound.id}.wav`}
          words={playerWords()}
        />
        <Group gap="xs">
          <Button size="xs" variant="default" aria-label={`${words.toCall}: ${name}`} onClick={() => setGiving('call')}>
            {words.toCall}
          </Button>
          <Button size="xs" variant="default" aria-label={`${words.toMailbox}: ${name}`} onClick={() => setGiving('mailbox')}>
            {words.toMailbox}
          </Button>
          <SureButton
            size="xs"
            loading={busy}
            label={words.remove}
            sure={words.sure}
            about={name}
            onSure={() => void run(() => rpc.recovered.remove({ id: sound.id }), given(words.removed))}
          />
        </Group>
      </Stack>
      {giving === 'call' && <ToCall sound={sound} onGiven={given(words.given)} onClose={() => setGiving(null)} />}
      {giving === 'mailbox' && <ToMailbox sound={sound} onGiven={given(words.given)} onClose={() => setGiving(null)} />}
    </Section>
  )
}

/** Recordings that a fault left without a call or a mailbox; each is heard here, and given to one or removed. */
export function Recovered() {
  const load = useLoad(() => rpc.recovered.list(), 'recovered')
  const empty = text.settings.empty.recovered
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {text.admin.recovered.help}
      </Text>
      <Loaded load={load}>
        {(sounds) =>
          sounds.length === 0 ? (
            <Nothing icon={<IconHeadphones size={20} />} {...empty} />
          ) : (
            <Stack gap="md">
              {sounds.map((sound) => (
                <Sound key={sound.id} sound={sound} onGone={load.reload} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </>
  )
}
