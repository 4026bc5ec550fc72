import { Text } from '@mantine/core'
import { useEffect } from 'react'
import { type Callback, owesOutcome } from '../../../shared/domain/calls.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { announce } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import { useLiveList } from '../../lib/live/index.ts'
import { useSession } from '../../lib/session.ts'
import { phone, usePhone } from '../store.ts'
import classes from '../ui/phone.module.css'
import { OutcomeForm } from './OutcomeForm.tsx'

function Due({ item }: { item: Callback }) {
  const name = useCallerName()(item.number, '')
  const question = text.callbacks.outcomeOf({ who: name })
  useEffect(() => {
    announce(question, 'polite')
    // Where the telephone has no room of its own it lies over the page, as it does for the call.
    phone.setState({ panelOpen: true })
  }, [question])
  const number = showNumber(item.number)
  return (
    <section className={classes.card} aria-label={question}>
      <Text fw={600}>{name}</Text>
      {number !== name && (
        <Text size="xs" c="dimmed" mb="xs">
          {number}
        </Text>
      )}
      <OutcomeForm item={item} />
    </section>
  )
}

/** The page that calls this asks for the outcome of that request while it is shown. */
export function useOutcomeOnPage(id: string): void {
  useEffect(() => {
    phone.setState({ outcomeOnPage: id })
    return () => phone.setState(({ outcomeOnPage }) => ({ outcomeOnPage: outcomeOnPage === id ? null : outcomeOnPage }))
  }, [id])
}

/** Calls I returned and have not said of how they went: asked as soon as they are over, on every page, until it is said. */
export function OutcomesDue() {
  const operatorId = useSession((state) => state.me?.operatorId ?? null)
  const due = useLiveList((state) => Object.values(state.callbacks).filter((item) => owesOutcome(item, operatorId)))
  const onPage = usePhone((state) => state.outcomeOnPage)
  return due.filter(({ id }) => id !== onPage).map((item) => <Due key={item.id} item={item} />)
}
