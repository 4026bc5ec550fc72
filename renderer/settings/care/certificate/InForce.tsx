import { Alert, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type CertificateState, isFor } from '../../../../shared/domain/certificate.ts'
import { longDay } from '../../../lib/format/time.ts'
import { text } from '../../../lib/i18n/index.ts'
import { certificateSentence } from '../../../lib/rpc/index.ts'
import { CopyText } from '../../../ui/index.ts'

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      {children}
    </div>
  )
}

const Value = ({ children }: { children: ReactNode }) => (
  <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
    {children}
  </Text>
)

/** A value that people compare, and a button that copies it. */
function Compared({ name, value }: { name: string; value: string }) {
  return (
    <Fact name={name}>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <Text ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Text>
        <CopyText
          size="compact-xs"
          style={{ flexShrink: 0 }}
          value={value}
          copy={text.common.copy}
          copied={text.common.copied}
          aria-label={`${text.common.copy}: ${name}`}
        />
      </Group>
    </Fact>
  )
}

const Warning = ({ title, children }: { title?: string; children: ReactNode }) => (
  <Alert color="yellow" icon={<IconAlertTriangle size={18} />} {...(title ? { title } : {})}>
    {children}
  </Alert>
)

/** What a browser will say of it, as far as it can be known here. */
function Notes({ state }: { state: CertificateState }) {
  const words = text.certificate
  const { kind, names, issuer, publicIssuer, strictTransport, setAside, fromFiles } = state
  // Of a page that came without TLS its name says nothing of the certificate.
  const otherName = location.protocol === 'https:' && !isFor(names, location.hostname)
  return (
    <>
      {setAside && (
        <Warning title={words.setAside}>
          <Text size="sm">{certificateSentence(setAside.problem, setAside.facts)}</Text>
          <Text size="sm">{words.setAsideHelp}</Text>
        </Warning>
      )}
      {otherName && <Warning>{words.otherName({ host: location.hostname, address: new URL(state.joinAddress).origin })}</Warning>}
      {kind !== 'made' && !publicIssuer && <Warning>{words.privateIssuer({ issuer })}</Warning>}
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconInfoCircle size={18} aria-hidden style={{ flexShrink: 0 }} />
        <Text size="sm" c="dimmed">
          {kind === 'made' ? words.madeWarns : strictTransport ? words.strict : words.notStrict}
          {fromFiles && ` ${words.fromFiles}`}
        </Text>
      </Group>
    </>
  )
}

/** The certificate in force, and what somebody who joins compares. */
export function InForce({ state }: { state: CertificateState }) {
  const words = text.certificate
  const { kind, names, issuer, validFrom, validUntil, fingerprint } = state
  return (
    <Stack gap="md" p="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Fact name={words.kind}>
          <Value>{words.kinds[kind]}</Value>
        </Fact>
        <Fact name={words.issuer}>
          <Value>{kind === 'made' ? words.itself : issuer}</Value>
        </Fact>
        <Fact name={words.names}>
          <Value>{[...names.dns, ...names.ip].join(', ')}</Value>
        </Fact>
        <Fact name={words.valid}>
          <Value>{words.fromUntil({ from: longDay(validFrom), until: longDay(validUntil) })}</Value>
        </Fact>
      </SimpleGrid>
      <Compared name={words.fingerprint} value={fingerprint} />
      <Compared name={words.words} value={state.words.join(' ')} />
      <Text size="sm" c="dimmed">
        {words.compare}
      </Text>
      <Notes state={state} />
    </Stack>
  )
}
