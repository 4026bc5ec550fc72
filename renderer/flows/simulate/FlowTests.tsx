import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunResult } from '../../../shared/flow/run.ts'
import { announce, tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import classes from './Simulator.module.css'
import type { Simulation } from './simulation.ts'

/** What became of one kept test. */
export function RunLine({ result }: { result: RunResult }) {
  const words = text.tryout
  return (
    <Text size="xs" c={result.passed ? 'var(--cord-good)' : 'var(--cord-bad)'}>
      {result.passed ? words.passed : words.failed({ expected: result.expected ?? '', came: result.came ?? '' })}
    </Text>
  )
}

/** Keeps the call that was tried as a test of the flow. */
export function SaveTestForm({ simulation }: { simulation: Simulation }) {
  const store = useEditorStore()
  const [name, setName] = useState('')
  const words = text.tryout
  const keep = () => {
    const run = simulation.kept(name.trim())
    if (!run) return
    const { document, edit } = store.getState()
    edit('run', [{ kind: 'flow', part: { runs: [...(document.runs ?? []), run] } }])
    setName('')
    tell('success', words.kept)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <Group gap={6} wrap="nowrap" align="end">
        <TextInput
          flex={1}
          size="xs"
          label={words.runName}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="light" disabled={name.trim() === ''}>
          {words.keep}
        </Button>
      </Group>
    </form>
  )
}

/** The tests kept with the flow, each with what became of it last. */
export function FlowTests() {
  const store = useEditorStore()
  const runs = useEditor((state) => state.document.runs)
  const readOnly = useEditor((state) => state.readOnly)
  const [results, setResults] = useState<ReadonlyMap<string, RunResult>>(new Map())
  const { busy, run } = useWork()
  const words = text.tryout
  if (!runs?.length)
    return (
      <Text size="xs" c="dimmed">
        {words.noRuns}
      </Text>
    )
  const test = () =>
    run(async () => {
      const all = await rpc.simulate.runs({ document: store.getState().document })
      setResults(new Map(all.map((result) => [result.id, result])))
      const failed = all.filter(({ passed }) => !passed).length
      announce(failed > 0 ? words.someFail({ failed, count: all.length }) : words.allPassed({ count: all.length }))
    })
  const remove = (id: string) =>
    store.getState().edit('run', [{ kind: 'flow', part: { runs: runs.filter((each) => each.id !== id) } }])
  return (
    <Stack gap={4}>
      <Button
        size="compact-xs"
        variant="light"
        style={{ alignSelf: 'start' }}
        loading={busy}
        leftSection={<IconPlayerPlay size={13} />}
        onClick={test}
      >
        {words.runAll}
      </Button>
      <ul className={classes.runs} aria-label={words.runs}>
        {runs.map(({ id, name }) => {
          const result = results.get(id)
          return (
            <li key={id}>
              <div>
                <Text size="xs" fw={600}>
                  {name}
                </Text>
                {result && <RunLine result={result} />}
              </div>
              {!readOnly && (
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={words.removeRun({ name })}
                  onClick={() => remove(id)}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              )}
            </li>
          )
        })}
      </ul>
    </Stack>
  )
}
