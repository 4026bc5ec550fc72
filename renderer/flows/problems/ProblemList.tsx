import { Group, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled } from '@tabler/icons-react'
import type { Problem } from '../../../shared/flow/problem.ts'
import { text } from '../../lib/i18n/index.ts'
import { isBegun, isOpen } from '../document/open.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { stepName } from '../labels/labels.ts'
import type { PickAt } from '../palette/StepPicker.tsx'
import { FixMenu } from './FixMenu.tsx'
import { sentenceOf } from './findings.ts'
import classes from './ProblemList.module.css'

type ListProps = { onPick(at: PickAt): void }

function Row({ problem, onPick }: ListProps & { problem: Problem }) {
  const store = useEditorStore()
  const { document } = store.getState()
  const node = document.nodes.find(({ id }) => id === problem.node)
  const open = isOpen(problem)
  const Sign = open ? IconCircleDashed : problem.severity === 'error' ? IconCircleXFilled : IconAlertTriangleFilled
  return (
    <div className={classes.row}>
      <UnstyledButton
        className={classes.told}
        disabled={!node}
        onClick={() => node && store.getState().goTo(node.id, problem.field ?? '')}
      >
        <Sign size={15} color={problem.severity === 'error' && !open ? 'var(--cord-bad)' : 'var(--cord-warn)'} aria-hidden />
        <span>
          {node && <b>{stepName(node)}: </b>}
          {sentenceOf(problem, document)}
        </span>
      </UnstyledButton>
      <FixMenu problem={problem} onPick={onPick} />
    </div>
  )
}

/** Everything that is wrong, errors first; a click goes there. */
export function ProblemList({ onPick }: ListProps) {
  const problems = useEditor((state) => state.problems)
  const begun = useEditor(({ document }) => isBegun(document))
  if (!begun)
    return (
      <Text size="sm" p="md">
        {text.canvas.begin.help}
      </Text>
    )
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
        <Row key={`${problem.code} ${problem.node} ${problem.field} ${problem.message}`} problem={problem} onPick={onPick} />
      ))}
    </div>
  )
}
