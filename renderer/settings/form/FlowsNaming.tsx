import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { Loaded, type useLoad } from '../../lib/feedback/index.ts'
import { locale, text } from '../../lib/i18n/index.ts'

/** Flows that name a record of the office. */
export type Naming = { id: string; name: string }[]

/** Which flows use the record, each a link; before it is removed also what becomes of calls there. */
export function FlowsNaming({ load, removing }: { load: ReturnType<typeof useLoad<Naming>>; removing: boolean }) {
  const words = text.watch
  return (
    <Stack gap={4} component="section" aria-label={words.usedBy}>
      <Text size="sm" fw={600}>
        {words.usedBy}
      </Text>
      <Loaded load={load} rows={1}>
        {(flows) => (
          <>
            {flows.length === 0 && (
              <Text size="sm" c="dimmed">
                {words.unusedRecord}
              </Text>
            )}
            {flows.map(({ id, name }) => (
              <Anchor key={id} component={Link} to={`/flows/${encodeURIComponent(id)}`} size="sm">
                {name}
              </Anchor>
            ))}
            {removing && flows.length > 0 && (
              <Alert color="yellow" role="alert" p="xs">
                {words.recordUsed({ flows: new Intl.ListFormat(locale()).format(flows.map(({ name }) => `“${name}”`)) })}
              </Alert>
            )}
          </>
        )}
      </Loaded>
    </Stack>
  )
}
