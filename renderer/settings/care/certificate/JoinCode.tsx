import { Anchor, Group, Stack, Text } from '@mantine/core'
import { create } from 'qrcode'
import { useMemo } from 'react'
import type { CertificateState } from '../../../../shared/domain/certificate.ts'
import { text } from '../../../lib/i18n/index.ts'
import { CopyText } from '../../../ui/index.ts'

/** So much of nothing belongs around a code, modules (ISO/IEC 18004, 6.3.8). */
const quiet = 4

/** A QR code, dark on light in every colour scheme: cameras want it so. */
function QrCode({ value, label }: { value: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(value, { errorCorrectionLevel: 'M' })
    const dark = Array.from({ length: modules.size ** 2 }, (_, at) => at).filter((at) => modules.data[at])
    const squares = dark.map((at) => `M${(at % modules.size) + quiet} ${Math.floor(at / modules.size) + quiet}h1v1h-1z`)
    return { size: modules.size + 2 * quiet, path: squares.join('') }
  }, [value])
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} width={200} height={200} shapeRendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}

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
