import { Alert, Anchor, Grid, Group, List, Stack, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { Page, Section } from '../ui/index.ts'
import { FlowActions } from './FlowActions.tsx'
import { Outline } from './Outline.tsx'
import { Versions } from './Versions.tsx'

type Problem = Awaited<ReturnType<typeof rpc.flows.validate>>[number]

function Problems({ problems }: { problems: readonly Problem[] }) {
  const errors = problems.filter((problem) => problem.severity === 'error').length
  if (problems.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {text.flows.noProblems}
      </Text>
    )
  }
  return (
    <Alert color={errors > 0 ? 'red' : 'yellow'} title={text.flows.problems(errors, problems.length - errors)} p="sm">
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={`${problem.code} ${problem.node} ${problem.field}`}>{problem.message}</List.Item>
        ))}
      </List>
    </Alert>
  )
}

/** One flow: its outline, its versions, and what can be done with it. */
export function FlowPage() {
  const { id = '' } = useParams()
  const [shown, setShown] = useState<number | null>(null)
  const draft = useLoad(() => rpc.flows.draft({ id }), id)
  const versions = useLoad(() => rpc.flows.versions({ id }), id)
  const old = useLoad(
    () => (shown === null ? Promise.resolve(null) : rpc.flows.version({ id, version: shown })),
    `${id} ${shown}`,
  )
  const words = text.flows
  const changed = () => {
    setShown(null)
    draft.reload()
    versions.reload()
  }
  const back = (
    <Anchor component={Link} to="/flows" size="sm">
      <Group gap={4}>
        <IconArrowLeft size={14} aria-hidden />
        {words.back}
      </Group>
    </Anchor>
  )
  return (
    <Loaded load={draft}>
      {({ document, revision, problems }) => (
        <Page
          title={document.name}
          beside={back}
          actions={<FlowActions document={document} revision={revision} onChanged={changed} />}
        >
          <Grid gap="md">
            <Grid.Col span={{ base: 12, xl: 8 }}>
              <Section
                title={words.outline}
                beside={
                  <Text size="sm" c="dimmed">
                    {shown === null ? words.showingDraft : words.showing(shown)}
                  </Text>
                }
              >
                <Stack p="md" gap="md">
                  {shown === null && <Problems problems={problems} />}
                  <Outline flow={(shown !== null && old.data) || document} />
                  <Text size="xs" c="dimmed">
                    {words.editorLater}
                  </Text>
                </Stack>
              </Section>
            </Grid.Col>
            <Grid.Col span={{ base: 12, xl: 4 }}>
              <Versions flowId={id} load={versions} shown={shown} onShow={setShown} onRestored={changed} />
            </Grid.Col>
          </Grid>
        </Page>
      )}
    </Loaded>
  )
}
