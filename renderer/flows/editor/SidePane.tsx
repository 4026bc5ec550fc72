import { Tabs } from '@mantine/core'
import type { Ref } from 'react'
import type { NodeTypeName } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { isBegun, isOpen } from '../document/open.ts'
import { useEditor } from '../document/store.ts'
import { Outline } from '../outline/Outline.tsx'
import { Palette } from '../palette/Palette.tsx'
import type { PickAt } from '../palette/StepPicker.tsx'
import { ProblemList } from '../problems/ProblemList.tsx'
import classes from './Editor.module.css'

export type PaneTab = 'add' | 'outline' | 'problems'
type SidePaneProps = {
  tab: PaneTab
  onTab(tab: PaneTab): void
  search: Ref<HTMLInputElement>
  onAdd(type: NodeTypeName): void
  onNote(): void
  /** The search of steps for an outlet. */
  onPick(at: PickAt): void
}

/** Beside the canvas: what can be added, the flow as a tree, what is wrong. */
export function SidePane({ tab, onTab, search, onAdd, onNote, onPick }: SidePaneProps) {
  const readOnly = useEditor((state) => state.readOnly)
  const problems = useEditor(({ document, problems: all }) => (isBegun(document) ? all.length : 0))
  const errors = useEditor((state) => state.problems.some((problem) => problem.severity === 'error' && !isOpen(problem)))
  const words = text.editor
  return (
    <div className={classes.pane}>
      <Tabs
        value={tab}
        onChange={(next) => onTab((next ?? 'outline') as PaneTab)}
        styles={{ tab: { padding: '9px 6px', fontSize: 'var(--mantine-font-size-xs)' } }}
      >
        <Tabs.List grow style={{ flexWrap: 'nowrap' }}>
          {!readOnly && <Tabs.Tab value="add">{words.add}</Tabs.Tab>}
          <Tabs.Tab value="outline">{words.outline}</Tabs.Tab>
          <Tabs.Tab
            value="problems"
            rightSection={
              problems > 0 && (
                <span className={classes.count} data-errors={errors || undefined}>
                  {problems > 99 ? '99+' : problems}
                </span>
              )
            }
          >
            {words.problems}
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <div className={classes.paneBody}>
        {tab === 'add' && <Palette search={search} onAdd={onAdd} onNote={onNote} />}
        {tab === 'outline' && <Outline />}
        {tab === 'problems' && <ProblemList onPick={onPick} />}
      </div>
    </div>
  )
}
