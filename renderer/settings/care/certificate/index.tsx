import { Alert, Anchor, Code, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Loaded, useLoad } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { inDesktopApp, rpc } from '../../../lib/rpc/index.ts'
import { Section } from '../../../ui/index.ts'
import { AcmeSection } from './AcmeSection.tsx'
import { InForce } from './InForce.tsx'
import { JoinCode } from './JoinCode.tsx'
import { MakeAnew } from './MakeAnew.tsx'
import { OwnCertificate } from './OwnCertificate.tsx'

/** How a host is started on the network; the same in every language. */
const onNetwork = 'npm run host -- --host 0.0.0.0'

function LoopbackOnly() {
  const words = text.certificate.loopback
  return (
    <Alert color="gray" icon={<IconInfoCircle size={18} />} title={words.title} maw={680}>
      <Stack gap="xs">
        <Text size="sm">{words.why}</Text>
        {inDesktopApp ? (
          <Anchor component={Link} to="/settings/office" size="sm">
            {words.inOffice}
          </Anchor>
        ) : (
          <>
            <Text size="sm">{words.todo}</Text>
            <Code block>{onNetwork}</Code>
          </>
        )}
      </Stack>
    </Alert>
  )
}

/** The certificate that consoles on the network are served with: what it is, the code for joining, and another in its place. */
export function Certificate() {
  const load = useLoad(() => rpc.settings.certificate.get(), 'certificate', ['certificate'])
  const words = text.certificate
  return (
    <Loaded load={load}>
      {(state) =>
        state === null ? (
          <LoopbackOnly />
        ) : (
          <Stack gap="md">
            <Text size="sm" c="dimmed" maw={680}>
              {words.help}
            </Text>
            <Section title={words.inForce}>
              <InForce state={state} />
              {state.kind === 'made' && <MakeAnew onMade={(made) => load.put(() => made)} />}
            </Section>
            <Section title={words.join}>
              <JoinCode address={state.joinAddress} sound={state.soundPorts} />
            </Section>
            {!state.fromFiles && !state.acme.settings.enabled && (
              <Section title={words.own}>
                <OwnCertificate state={state} onChanged={(changed) => load.put(() => changed)} />
              </Section>
            )}
            {!state.fromFiles && (
              <Section title={words.acme.title}>
                <AcmeSection acme={state.acme} reload={load.reload} onChanged={(changed) => load.put(() => changed)} />
              </Section>
            )}
          </Stack>
        )
      }
    </Loaded>
  )
}
