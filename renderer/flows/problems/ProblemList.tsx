import { Button, Group, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react'
import type { Problem } from '../../../shared/flow/problem.ts'
import { text } from '../../lib/i18n/index.ts'
import { fixOf } from '../document/fixes.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { stepName } from '../labels/labels.ts'
import { sentenceOf } from './findings.ts'
import classes from './ProblemList.module.css'

function Row({ problem }: { problem: Problem }) {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const { document } = store.getState()
  const node = document.nodes.find(({ id }) => id === problem.node)
  const fixable = !readOnly && fixOf(document, problem) !== null
  const Sign = problem.severity === 'error' ? IconCircleXFilled : IconAlertTriangleFilled
  return (
    <div className={classes.row}>
      <UnstyledButton
        className={classes.told}
        disabled={!node}
        onClick={() => node && store.getState().goTo(node.id, problem.field ?? '')}
      >
        <Sign size={15} color={problem.severity === 'error' ? 'var(--cord-bad)' : 'var(--cord-warn)'} aria-hidden />
        <span>
          {node && <b>{stepName(node)}: </b>}
          {sentenceOf(problem, document)}
        </span>
      </UnstyledButton>
      {fixable && (
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => store.getState().edit('fix', fixOf(store.getState().document, problem) ?? [])}
        >
          {text.editor.fix}
        </Button>
      )}
    </div>
  )
}

/** Everything that is wrong, errors first; a click goes there. */
export function ProblemList() {
  const problems = useEditor((state) => state.problems)
  if (problems.length === 0)
    return (
      <Group gap={8} p="md" wrap="nowrap">
        <IconCircleCheckFilled size={18} color="var(--cord-good)" aria-hidden />
        <Text size="sm">{text.editor.noProblems}</Text>
      </Group>
    )
  return (
    <div className={classes.list}>
      {problems.slice(0, 200).map((problem) => (
        <Row key={`${problem.code} ${problem.node} ${problem.field} ${problem.message}`} problem={problem} />
      ))}
    </div>
  )
}
