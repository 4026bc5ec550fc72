import { Button, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useEffect } from 'react'
import type { CallNote as Written } from '../../../shared/domain/calls.ts'
import { useHostNow } from '../../lib/clock.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { useLoad, useWork } from '../../lib/feedback/index.ts'
import { officeIso, shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { useLive } from '../../lib/live/index.ts'
import { codeOf, rpc } from '../../lib/rpc/index.ts'
import { useSession } from '../../lib/session.ts'
import { useSavedAsTyped } from '../../lib/view/useSavedAsTyped.ts'
import { showEnded } from '../notes.ts'
import { type EndedCall, isLive, phone, usePhone } from '../store.ts'
import classes from './phone.module.css'

/** What shows the note of a call on its page, the latest last: while one part gives way to another both are there for a moment. */
const onPages: { callId: string }[] = []
const tellOnPage = () => phone.setState({ noteOnPage: onPages.at(-1)?.callId ?? null })

/** The page that calls this shows the note of that call itself, while it is there. */
export function useNoteOnPage(callId: string | null): void {
  useEffect(() => {
    if (callId === null) return
    const mine = { callId }
    onPages.push(mine)
    tellOnPage()
    return () => {
      onPages.splice(onPages.indexOf(mine), 1)
      tellOnPage()
    }
  }, [callId])
}

/** What others wrote, each with who and when. */
export function Notes({ notes }: { notes: readonly Written[] }) {
  const now = useHostNow()
  if (notes.length === 0) return null
  return (
    <Stack gap={6} component="ul" className={classes.notes} aria-label={text.desk.notes}>
      {notes.map(({ author, name, at, text: written }) => (
        <li key={author}>
          <Text size="xs" c="dimmed">
            {name || text.desk.unknownAuthor} · <time dateTime={officeIso(at)}>{shortMoment(at, now)}</time>
          </Text>
          <Text size="sm" className={classes.noteText}>
            {written}
          </Text>
        </li>
      ))}
    </Stack>
  )
}

/** One's own note and the result of a call, saved as they are typed and chosen, and shown as others change them. To be keyed by the call. Who may not note anything reads `known`. */
export function CallNote({ callId, rows = 2, known = [] }: { callId: string; rows?: number; known?: readonly Written[] }) {
  const times = useLive((state) => state.noted[callId] ?? 0)
  const { data, error } = useLoad(() => rpc.desk.noted({ callId }), `${callId} ${times}`)
  const queues = useSession((state) => state.queues)
  const { run } = useWork()
  const note = useSavedAsTyped(`call ${callId}`, data?.note ?? '', (value) => rpc.desk.note({ callId, note: value }))
  const choices = queues.find(({ id }) => id === data?.queueId)?.dispositions ?? []
  const chosen = data?.disposition ?? ''
  if (error !== undefined && codeOf(error) === 'FORBIDDEN') return <Notes notes={known} />
  return (
    <Stack gap="xs">
      {(choices.length > 0 || chosen) && (
        <NativeSelect
          label={text.desk.disposition}
          data={[{ value: '', label: '–' }, ...new Set([...choices, ...(chosen ? [chosen] : [])])]}
          value={chosen}
          onChange={(event) => {
            const disposition = event.currentTarget.value
            void run(() => rpc.desk.note({ callId, disposition }))
          }}
        />
      )}
      <Notes notes={data?.others ?? []} />
      <Textarea
        label={data?.others.length ? text.desk.yourNote : text.common.note}
        placeholder={text.desk.notePlaceholder}
        autosize
        minRows={rows}
        maxRows={8}
        maxLength={4000}
        value={note.text}
        onChange={(event) => note.type(event.currentTarget.value)}
        onBlur={note.flush}
        description={note.failed ? text.phone.noteWaits : undefined}
      />
    </Stack>
  )
}

/** By the contact's name, where there is one: who was heard only, and not called, comes by their own. */
export const endedWith = ({ number, who }: EndedCall, callerName: ReturnType<typeof useCallerName>): string =>
  number ? callerName(number, who) : who

/** The note of the call that ended last, on every page, until somebody is done with it or speaks again. */
export function EndedCallNote() {
  const ended = usePhone((state) => state.ended)
  const onPage = usePhone((state) => state.noteOnPage)
  const speaking = usePhone((state) => state.lines.some(isLive))
  const callerName = useCallerName()
  if (!ended || speaking || onPage === ended.callId) return null
  const title = text.phone.noteOn({ who: endedWith(ended, callerName) })
  return (
    <section className={classes.card} aria-label={title}>
      <Text fw={600} size="sm" mb="xs" style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Text>
      <CallNote key={ended.callId} callId={ended.callId} />
      <Button mt="xs" size="xs" variant="default" onClick={() => showEnded(null)}>
        {text.phone.noteDone}
      </Button>
    </section>
  )
}
