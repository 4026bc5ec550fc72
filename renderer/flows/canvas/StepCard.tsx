import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { type CSSProperties, Fragment, memo, type ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { asyncPort } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { described } from '../document/described.ts'
import { useEditor } from '../document/store.ts'
import { portName, stepName, typeName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import { byPort, spokenStep, targetsOf } from '../labels/spoken.ts'
import { useOverlay } from '../overlay/overlay.ts'
import { sentenceOf } from '../problems/findings.ts'
import classes from './canvas.module.css'
import { type StepNode, sameCard, type Worst } from './elements.ts'
import { PathFlag } from './PathFlag.tsx'
import { StepMarks } from './StepMarks.tsx'

/** The keys of a menu stand out in its line: each at its place, one after the other. */
function withKeys(line: string, keys: readonly string[]): ReactNode {
  const parts: ReactNode[] = []
  let rest = line
  for (const key of keys) {
    const at = rest.search(new RegExp(`(?<![\\p{L}\\p{N}*#])${key.replaceAll('*', '\\*')}(?![\\p{L}\\p{N}*#])`, 'u'))
    if (at < 0) break
    parts.push(rest.slice(0, at), <b key={key}>{key}</b>)
    rest = rest.slice(at + key.length)
  }
  return [...parts, rest]
}

/** Word by word, so that from afar one that is too long ends in “…” rather than in the next line. */
const inWords = (name: string): ReactNode =>
  name.split(' ').map((word, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words have no other name than their place.
    <Fragment key={at}>
      {at > 0 && ' '}
      <span className={classes.word}>{word}</span>
    </Fragment>
  ))

/** What is wrong with the step, sentence by sentence. */
function Badge({ node, worst, count }: { node: string; worst: Worst; count: number }) {
  const sentences = useEditor(({ problemsOf, document }) =>
    (problemsOf.get(node) ?? []).map((problem) => sentenceOf(problem, document)).join('\n'),
  )
  const said = worst === 'error' ? text.editor.errors({ count }) : text.editor.warnings({ count })
  return (
    <span className={classes.badge} data-worst={worst} role="img" aria-label={said} title={sentences}>
      <IconAlertTriangleFilled size={11} aria-hidden />
      {count}
    </span>
  )
}

/** What each key, or each exit, leads by. */
function PortRow({ name, optional, target }: { name: string; optional?: boolean; target: string | undefined }) {
  const isKey = /^[0-9*#]+$/.test(name)
  return (
    <div
      className={classes.port}
      data-optional={optional || undefined}
      data-open={(!optional && target === undefined) || undefined}
    >
      {isKey && target && <span className={classes.target}>{target}</span>}
      {isKey ? <kbd className={classes.key}>{name}</kbd> : <span className={classes.outlet}>{portName(name)}</span>}
      <Handle id={name} type="source" position={Position.Right} className={classes.out} />
    </div>
  )
}

/** A step: its sign, its name, what it will do, and a handle for each outlet. */
export const StepCard = memo(function StepCard({ data: { node, worst, count, line: says }, selected }: NodeProps<StepNode>) {
  const { ports, type } = described(node)
  const Sign = iconOf(node.type)
  const mark = useOverlay(({ steps }) => steps.get(node.id))
  const faded = useOverlay(({ shows }) => shows === 'simulation' || shows === 'replay') && !mark?.lit
  const line = says || (node.label && node.label !== typeName(node.type) ? typeName(node.type) : '')
  const pairs = useEditor(useShallow(({ document }) => targetsOf(document, node.id)))
  const targets = byPort(pairs)
  const keys = ports.map(({ name }) => name).filter((name) => /^[0-9*#]+$/.test(name))
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is filled in here.
    <div
      role="group"
      aria-label={spokenStep(node, targets)}
      className={classes.card}
      data-selected={selected || undefined}
      data-worst={worst ?? undefined}
      data-type={node.type}
      data-low={ports.length === 0 || undefined}
      style={{ '--type': colourOf(node.type) } as CSSProperties}
      data-lit={mark?.lit || undefined}
      data-here={mark?.here?.length || undefined}
      data-faded={faded || undefined}
    >
      <PathFlag node={node.id} />
      {mark && <StepMarks node={node.id} mark={mark} />}
      {node.type !== 'start' && <Handle id="in" type="target" position={Position.Left} className={classes.into} />}
      <div className={classes.head}>
        <span className={classes.sign} aria-hidden>
          <Sign size={17} stroke={1.8} />
        </span>
        <span className={classes.names}>
          <span className={classes.name}>{inWords(stepName(node))}</span>
          {line && (
            <span className={classes.line} title={line}>
              {node.type === 'menu' ? withKeys(line, keys) : line}
            </span>
          )}
        </span>
        {worst && <Badge node={node.id} worst={worst} count={count} />}
      </div>
      {ports.map(({ name, optional }) => (
        <PortRow key={name} name={name} optional={optional} target={targets.get(name)} />
      ))}
      {type && (
        <Handle id={asyncPort} type="source" position={Position.Bottom} className={classes.beside} title={portName(asyncPort)} />
      )}
    </div>
  )
}, sameCard)
