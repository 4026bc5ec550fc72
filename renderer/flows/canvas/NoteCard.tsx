import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { useEditorStore } from '../document/store.ts'
import classes from './canvas.module.css'
import { type NoteNode, sameCard } from './elements.ts'

const words = (value: string) => value.split(/\s+/).length

/** A sticky note: never walked, never checked. */
export const NoteCard = memo(function NoteCard({ id, data: { note }, selected }: NodeProps<NoteNode>) {
  const store = useEditorStore()
  const { readOnly } = store.getState()
  return (
    <div className={classes.note} data-selected={selected || undefined}>
      <NodeResizer
        isVisible={selected && !readOnly}
        minWidth={120}
        minHeight={60}
        onResizeEnd={(_, { x, y, width, height }) =>
          store.getState().edit('note', [{ kind: 'note', id, part: { position: { x, y }, size: { width, height } } }])
        }
      />
      <textarea
        className={`${classes.noteText} nodrag`}
        aria-label={text.editor.noteText}
        placeholder={text.editor.noteText}
        readOnly={readOnly}
        maxLength={2000}
        value={note.text}
        onChange={({ currentTarget: { value } }) =>
          store.getState().edit('note', [{ kind: 'note', id, part: { text: value } }], `${id} ${words(value)}`)
        }
      />
    </div>
  )
}, sameCard)
