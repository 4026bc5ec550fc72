import { Anchor, Group, Stack, Text } from '@mantine/core'
import type { CertificateState } from '../../../../shared/domain/certificate.ts'
import { text } from '../../../lib/i18n/index.ts'
import { CopyText } from '../../../ui/index.ts'
import { QrCode } from '../../form/QrCode.tsx'

/** The way for a console on another computer: an address with the fingerprint, to scan, open or copy. */
export function JoinCode({ address, sound }: { address: string; sound: CertificateState['soundPorts'] }) {
  const words = text.certificate
  const port = new URL(address).port || '443'
  return (
    <Group gap="lg" p="md" align="flex-start">
      <QrCode value={address} label={words.qr} />
      <Stack gap="sm" flex="1 1 240px" maw={560}>
        <Text size="sm">{words.joinHelp}</Text>
        <Anchor href={address} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {address}
        </Anchor>
        <CopyText value={address} copy={text.common.copy} copied={text.common.copied} style={{ alignSelf: 'start' }} />
        <Text size="xs" c="dimmed">
          {sound ? words.firewall({ port, first: String(sound.first), last: String(sound.last) }) : words.firewallTls({ port })}
        </Text>
      </Stack>
    </Group>
  )
}
