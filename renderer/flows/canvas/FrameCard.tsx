import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo } from 'react'
import { frameColours } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { lyingIn } from '../document/frames.ts'
import { useEditorStore } from '../document/store.ts'
import classes from './canvas.module.css'
import { type FrameNode, sameCard } from './elements.ts'

const words = (value: string) => value.split(/\s+/).length

/** A titled rectangle behind the cards. It is taken by its title; what lies in it comes along. */
export const FrameCard = memo(function FrameCard({ id, data: { note }, selected }: NodeProps<FrameNode>) {
  const store = useEditorStore()
  const { readOnly } = store.getState()
  const frames = text.editor.frames
  return (
    <div className={classes.frame} data-colour={note.colour ?? 'grey'} data-selected={selected || undefined}>
      <NodeResizer
        isVisible={selected && !readOnly}
        minWidth={160}
        minHeight={100}
        onResizeEnd={(_, { x, y, width, height }) =>
          store.getState().edit('frame', [{ kind: 'note', id, part: { position: { x, y }, size: { width, height } } }])
        }
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the outline chooses frames by keyboard. */}
      <div
        className={classes.frameHead}
        title={frames.chooseAll}
        onPointerDown={() => store.getState().selection.has(id) || store.getState().select([id])}
        onDoubleClick={() => store.getState().select([id, ...lyingIn(store.getState().document, [id]).keys()])}
      >
        <input
          className={classes.frameTitle}
          aria-label={frames.title}
          placeholder={frames.title}
          readOnly={readOnly}
          maxLength={80}
          size={Math.max(12, note.text.length + 1)}
          value={note.text}
          onChange={({ currentTarget: { value } }) =>
            store.getState().edit('frame', [{ kind: 'note', id, part: { text: value } }], `${id} ${words(value)}`)
          }
        />
        {selected && !readOnly && (
          <span className={`${classes.frameColours} nodrag`}>
            {frameColours.map((colour) => (
              <button
                key={colour}
                type="button"
                data-colour={colour}
                aria-label={frames.colour({ name: frames.colours[colour] })}
                aria-pressed={(note.colour ?? 'grey') === colour}
                onClick={() => store.getState().edit('frame', [{ kind: 'note', id, part: { colour } }])}
              />
            ))}
          </span>
        )}
      </div>
    </div>
  )
}, sameCard)
