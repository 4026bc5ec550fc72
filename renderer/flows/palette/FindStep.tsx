// Finds a step that is on the canvas: the canvas goes along with what is marked in the list.
import { IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { stepName, typeName } from '../labels/labels.ts'
import { summariesOf } from '../labels/nodeSummary.ts'
import { stepsOnCanvas } from './onCanvas.ts'
import classes from './Palette.module.css'
import { StepSearch } from './StepSearch.tsx'

/** So many are listed; more letters find the rest. */
const mostListed = 50

/** A search over the canvas. Arrow keys go from one to the next, Enter stays there. */
export function FindStep({ onClose }: { onClose(): void }) {
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const office = useOffice()
  const lines = useMemo(() => summariesOf(document, office), [document, office])
  const words = text.canvas.find
  const show = (step: { key: string } | undefined) => step && store.getState().goTo(step.key)
  return (
    <div className={classes.find} role="dialog" aria-label={words.title}>
      <StepSearch
        title={words.title}
        label={words.label}
        sign={<IconSearch size={14} />}
        none={words.none}
        stepsFor={(query) =>
          stepsOnCanvas(document, lines, query)
            .slice(0, mostListed)
            .map((node) => ({
              key: node.id,
              type: node.type,
              name: stepName(node),
              beside: lines.get(node.id) || (node.label ? typeName(node.type) : ''),
            }))
        }
        onMark={show}
        onTake={(step) => {
          show(step)
          onClose()
        }}
        onClose={onClose}
      />
    </div>
  )
}
