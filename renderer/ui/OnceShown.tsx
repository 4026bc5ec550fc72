import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'

export type Secret = { title: string; help: string; values: { label: string; value: string }[] }

/** A secret shown this once: a PIN, a telephone's password. Closing is deliberate, so a stray click does not lose it. */
export function OnceShown({
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
            <CopyButton value={value}>
              {({ copied: done, copy: run }) => (
                <Button variant="default" size="xs" style={{ flexShrink: 0 }} onClick={run}>
                  {done ? copied : copy}
                </Button>
              )}
            </CopyButton>
          </Group>
        ))}
        <Button onClick={onClose}>{close}</Button>
      </Stack>
    </Modal>
  )
}
