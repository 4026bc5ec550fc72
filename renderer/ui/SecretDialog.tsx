import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { CopyText } from './CopyText.tsx'

export type Secret = { title: string; help: string; values: { label: string; value: string }[] }

/** A secret shown this once: a PIN, a telephone's password. Closing is deliberate, so a stray click does not lose it. */
export function SecretDialog({
  secret,
  onClose,
  copy,
  copied,
  close,
}: {
  secret: Secret | null
  onClose(): void
  copy: string
  copied: string
  close: string
}) {
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={secret?.title}
      closeOnClickOutside={false}
      centered
      closeButtonProps={{ 'aria-label': close }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {secret?.help}
        </Text>
        {secret?.values.map(({ label, value }) => (
          <Group key={label} justify="space-between" wrap="nowrap">
            <div>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text ff="monospace" fw={600} size={value.length > 20 ? 'sm' : 'xl'} style={{ wordBreak: 'break-all' }}>
                {value}
              </Text>
            </div>
            <CopyText value={value} copy={copy} copied={copied} style={{ flexShrink: 0 }} />
          </Group>
        ))}
        <Button onClick={onClose}>{close}</Button>
      </Stack>
    </Modal>
  )
}
