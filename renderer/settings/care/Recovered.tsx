import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { RecoveredSound } from '../../../shared/domain/recovered.ts'
import { useHostNow } from '../../lib/clock.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { type Load, Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { clock, shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { useLive } from '../../lib/live/index.ts'
import { recoveredAddress } from '../../lib/media.ts'
import { playerWords } from '../../lib/playerWords.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { AudioPlayer, ConfirmButton, Dialog, EmptyState, Section } from '../../ui/index.ts'

/** A call that ran while this was said may have begun so long before, ms. */
const longestMs = 4 * 3_600_000
const mostChoices = 100

type Choice = { value: string; label: string }
type Giving = { sound: RecoveredSound; onGiven(): void; onClose(): void }
type ChooseProps = {
  title: string
  label: string
  /** Said when there is nothing to choose from. */
  nothing: string
  choices: Load<Choice[]>
  first?: string | null
  give(value: string): Promise<unknown>
} & Omit<Giving, 'sound'>

/** One of several, to give the recording to. */
function Choose({ title, label, nothing, choices, first, give, onGiven, onClose }: ChooseProps) {
  const { busy, run } = useWork()
  const [chosen, setChosen] = useState(first ?? '')
  return (
    <Dialog close={text.common.close} title={title} onClose={onClose} centered>
      <Loaded load={choices}>
        {(data) => {
          const value = data.some((choice) => choice.value === chosen) ? chosen : (data[0]?.value ?? '')
          if (value === '') return <Text size="sm">{nothing}</Text>
          return (
            <Stack>
              <NativeSelect label={label} value={value} data={data} onChange={(event) => setChosen(event.currentTarget.value)} />
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {text.common.cancel}
                </Button>
                <Button loading={busy} onClick={() => run(() => give(value), onGiven)}>
                  {text.admin.recovered.give}
                </Button>
              </Group>
            </Stack>
          )
        }}
      </Loaded>
    </Dialog>
  )
}

/** The calls that were under way at that time, the one whose story names the recording first. */
function ToCall({ sound, ...rest }: Giving) {
  const words = text.admin.recovered
  const callerName = useCallerName()
  const now = useHostNow()
  const calls = useLoad(async () => {
    const page = await rpc.calls.list({ from: sound.at - longestMs, until: sound.at + 60_000, limit: mostChoices })
    return page.calls
      .filter(({ recording, endedAt }) => recording === null && endedAt !== null && endedAt >= sound.at - 60_000)
      .map(({ id, startedAt, from, fromName, to }) => ({
        value: id,
        label: `${shortMoment(startedAt, now)} · ${callerName(from, fromName)} → ${showNumber(to)}`,
      }))
  }, sound.id)
  const give = (callId: string) => rpc.recovered.toCall({ id: sound.id, callId })
  const { toCall: title, call: label, noCall: nothing } = words
  return <Choose {...rest} {...{ title, label, nothing, give }} choices={calls} first={sound.callId} />
}

function ToMailbox({ sound, ...rest }: Giving) {
  const { toMailbox: title, mailbox: label, noMailbox: nothing } = text.admin.recovered
  const mailboxes = useLoad(
    async () => {
      const all = await rpc.settings.mailboxes.list()
      return all.map(({ id, name }) => ({ value: id, label: name }))
    },
    'mailboxes',
    ['mailbox'],
  )
  const give = (mailboxId: string) => rpc.recovered.toMailbox({ id: sound.id, mailboxId })
  return <Choose {...rest} {...{ title, label, nothing, give }} choices={mailboxes} />
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
          <ConfirmButton
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
  const waiting = useLive(({ recovered }) => recovered)
  const load = useLoad(() => rpc.recovered.list(), `recovered ${waiting}`)
  const empty = text.settings.empty.recovered
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {text.admin.recovered.help}
      </Text>
      <Loaded load={load}>
        {(sounds) =>
          sounds.length === 0 ? (
            <EmptyState art="sound" {...empty} />
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
