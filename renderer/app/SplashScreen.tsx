import { Center, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A card in the middle of an otherwise empty page: signing in, setting up, waiting. */
export function SplashScreen({
  title,
  help,
  busy = false,
  children,
}: {
  title: string
  help?: string
  busy?: boolean
  children?: ReactNode
}) {
  return (
    <Center component="main" mih="100%" p="md">
      <Stack w={380} gap="lg" align="stretch">
        <Stack gap={10} align="center">
          <img src="./icon.svg" alt="" width={44} height={44} />
          <Title order={1} ta="center">
            {title}
          </Title>
          {help && (
            <Text size="sm" c="dimmed" ta="center">
              {help}
            </Text>
          )}
          {busy && <Loader size="sm" mt="xs" aria-hidden />}
        </Stack>
        {children && (
          <Paper p="lg" radius="lg" shadow="xs">
            {children}
          </Paper>
        )}
      </Stack>
    </Center>
  )
}
