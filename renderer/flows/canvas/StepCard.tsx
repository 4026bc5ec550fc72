import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { asyncPort } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { described } from '../document/described.ts'
import { portName, stepName, typeName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import { useOverlay } from '../overlay/overlay.ts'
import classes from './canvas.module.css'
import { type StepNode, sameCard } from './elements.ts'
import { PathFlag } from './PathFlag.tsx'
import { StepMarks } from './StepMarks.tsx'

/** A step: its sign, its name, what it will do, and a handle for each way out. */
export const StepCard = memo(function StepCard({ data: { node, worst, count, line: says }, selected }: NodeProps<StepNode>) {
  const { ports, type } = described(node)
  const Sign = iconOf(node.type)
  const mark = useOverlay(({ steps }) => steps.get(node.id))
  const faded = useOverlay(({ shows }) => shows === 'simulation' || shows === 'replay') && !mark?.lit
  const line = says || (node.label && node.label !== typeName(node.type) ? typeName(node.type) : '')
  return (
    <div
      className={classes.card}
      data-selected={selected || undefined}
      data-worst={worst ?? undefined}
      data-type={node.type}
      data-lit={mark?.lit || undefined}
      data-here={mark?.here?.length || undefined}
      data-faded={faded || undefined}
    >
      <PathFlag node={node.id} />
      {mark && <StepMarks node={node.id} mark={mark} />}
      {node.type !== 'start' && <Handle id="in" type="target" position={Position.Left} className={classes.into} />}
      <div className={classes.head}>
        <span className={classes.sign} style={{ color: colourOf(node.type) }} aria-hidden>
          <Sign size={17} stroke={1.8} />
        </span>
        <span className={classes.names}>
          <span className={classes.name}>{stepName(node)}</span>
          {line && (
            <span className={classes.line} title={line}>
              {line}
            </span>
          )}
        </span>
        {worst && (
          <span
            className={classes.badge}
            data-worst={worst}
            title={worst === 'error' ? text.editor.errors({ count }) : text.editor.warnings({ count })}
          >
            {count}
          </span>
        )}
      </div>
      {ports.map(({ name, optional }) => (
        <div key={name} className={classes.port} data-optional={optional || undefined}>
          {portName(name)}
          <Handle id={name} type="source" position={Position.Right} className={classes.out} />
        </div>
      ))}
      {type && (
        <Handle id={asyncPort} type="source" position={Position.Bottom} className={classes.beside} title={portName(asyncPort)} />
      )}
    </div>
  )
}, sameCard)
