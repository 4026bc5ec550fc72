import { Alert, Button, Loader, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { JoinedOffice, OfficeAnswer, OfficeAsk, OfficeProblem, SeenOffice } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import { SplashScreen } from '../SplashScreen.tsx'
import { AddressForm } from './AddressForm.tsx'
import { askOffices } from './ask.ts'
import { Compare } from './Compare.tsx'
import { Nearby } from './Nearby.tsx'
import { Offices } from './Offices.tsx'
import { PinAgain } from './PinAgain.tsx'

/** What the page was opened with: an office that could not be opened, and why. */
function opened(): { id: string; problem: 'certificateChanged' | 'unreachable' } | null {
  const said = new URLSearchParams(location.hash.slice(1))
  const [id, problem] = [said.get('id'), said.get('problem')]
  return id && (problem === 'certificateChanged' || problem === 'unreachable') ? { id, problem } : null
}

/** First start, and whenever the office cannot be opened: the office of this computer, one that others run, or a look at the demo. */
export function JoinPage() {
  const [known, setKnown] = useState<{ offices: readonly JoinedOffice[]; own: boolean } | null>(null)
  const [seen, setSeen] = useState<SeenOffice | null>(null)
  const [problem, setProblem] = useState<OfficeProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const [gone] = useState(opened)
  const words = text.app.join

  const take = (answer: OfficeAnswer) => {
    setProblem(answer.problem ?? null)
    if (answer.offices) setKnown({ offices: answer.offices, own: answer.own ?? false })
    if (answer.seen) setSeen(answer.seen)
  }
  const ask = async (what: OfficeAsk) => {
    setBusy(true)
    take(await askOffices(what))
    setBusy(false)
  }
  useEffect(() => {
    void askOffices({ do: 'list' }).then(({ offices = [], own = false }) => setKnown({ offices, own }))
  }, [])

  if (!known) return <SplashScreen title={text.app.name} busy />
  const lost = gone && known.offices.find(({ id }) => id === gone.id)
  const alert = problem && (
    <Alert color="red" role="alert" p="xs">
      {words.problems[problem]}
    </Alert>
  )
  if (seen)
    return (
      <SplashScreen title={words.compareTitle({ name: seen.name || seen.address })}>
        <Compare
          seen={seen}
          busy={busy}
          onBack={() => setSeen(null)}
          onJoin={() => void ask({ do: 'join', address: seen.address, fingerprint: seen.fingerprint })}
        />
        {alert}
      </SplashScreen>
    )
  if (lost && gone.problem === 'certificateChanged')
    return (
      <SplashScreen title={words.changedTitle({ name: lost.name || lost.address })} help={words.changedHelp}>
        <PinAgain busy={busy} onProof={(proof) => void ask({ do: 'pinAgain', id: lost.id, proof })} />
        {alert}
        <Offices {...known} busy={busy} ask={ask} />
      </SplashScreen>
    )
  return (
    <SplashScreen
      title={lost ? words.goneTitle({ name: lost.name || lost.address }) : words.title}
      help={lost ? words.goneHelp : words.help}
    >
      <Stack gap="lg">
        {lost && (
          <Text size="sm" c="dimmed" role="status">
            <Loader size={12} mr={8} aria-hidden />
            {words.trying}
          </Text>
        )}
        {!lost && <Nearby busy={busy} ask={ask} />}
        <AddressForm busy={busy} onLook={(address) => void ask({ do: 'look', address })} />
        {alert}
        <Offices {...known} busy={busy} ask={ask} />
        <Stack gap="xs">
          <Button variant="default" disabled={busy} onClick={() => void ask({ do: 'own' })}>
            {known.own ? words.openOwn : words.runHere}
          </Button>
          {!known.own && (
            <Text size="xs" c="dimmed">
              {words.runHereHelp}
            </Text>
          )}
          <Button variant="subtle" disabled={busy} onClick={() => void ask({ do: 'demo' })}>
            {words.demo}
          </Button>
        </Stack>
      </Stack>
    </SplashScreen>
  )
}
