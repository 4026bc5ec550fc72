import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { GuestState } from '../../../../shared/domain/guest.ts'
import { Loaded, useLoad } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { useLive } from '../../../lib/live/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { Section } from '../../../ui/index.ts'
import { Check, Fact, PbxFacts, type Status } from '../../care/Check.tsx'
import { Drift } from './Drift.tsx'
import { LinesOut } from './LinesOut.tsx'
import { PhonesThere } from './PhonesThere.tsx'
import { Pieces } from './Pieces.tsx'
import { SoundTest } from './SoundTest.tsx'

function Which({ status, guest }: { status: Status; guest: GuestState | null }) {
  return (
    <SimpleGrid cols={{ base: 2, md: 3 }} spacing="md" p="md">
      <PbxFacts status={status} />
      {guest && <Fact name={text.guest.address} value={guest.url} />}
      {guest && <Fact name={text.guest.ariUser} value={guest.user} />}
    </SimpleGrid>
  )
}

/** Findings under a heading; nothing where there are none. */
function Findings({ title, checks }: { title: string; checks: Status['checks'] }) {
  if (checks.length === 0) return null
  return (
    <Section title={title}>
      <Stack component="ul" gap="sm" p="md" m={0}>
        {checks.map((check) => (
          <Check key={`${check.id} ${check.facts.name ?? ''}`} check={check} />
        ))}
      </Stack>
    </Section>
  )
}

const isLimit = ({ id, ok }: Status['checks'][number]) => ok && /^no[A-Z]/.test(id)

/** Which Asterisk the office uses, how it stands, and what one that others run needs. */
export function TelephoneSystem() {
  const connected = useLive((state) => state.pbxConnected)
  const status = useLoad(() => rpc.system.status(), `pbx status ${connected}`)
  const guest = useLoad(() => rpc.settings.pbx.state(), `pbx ${connected}`, ['extension', 'route', 'office'])
  const words = text.guest
  return (
    <Loaded load={status}>
      {(found) => (
        <Stack gap="md">
          <Section
            title={words.which}
            beside={
              <Anchor component={Link} to="/settings/system" size="sm">
                {words.health}
              </Anchor>
            }
          >
            <Which status={found} guest={guest.data ?? null} />
            {found.pbx !== 'external' && (
              <Text size="sm" px="md" pb="md">
                {found.pbx === 'managed' ? words.managed : words.demo}
              </Text>
            )}
          </Section>
          <Findings title={words.troubles} checks={found.checks.filter(({ ok }) => !ok)} />
          <Findings title={words.cannot} checks={found.checks.filter(isLimit)} />
          {found.pbx !== 'demo' && <SoundTest />}
          {found.pbx === 'external' && (
            <Loaded load={guest}>
              {(state) =>
                state && (
                  <>
                    <Drift state={state} onAgain={guest.reload} busy={guest.loading} />
                    <Pieces state={state} />
                    <LinesOut state={state} />
                    {state.found && <PhonesThere phones={state.found.phones} onAdded={guest.reload} />}
                  </>
                )
              }
            </Loaded>
          )}
        </Stack>
      )}
    </Loaded>
  )
}
