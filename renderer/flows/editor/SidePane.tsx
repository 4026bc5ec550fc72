import { Badge, Tabs } from '@mantine/core'
import { type Ref, useState } from 'react'
import type { NodeTypeName } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor } from '../document/store.ts'
import { Outline } from '../Outline.tsx'
import { Palette } from '../palette/Palette.tsx'
import { ProblemList } from '../problems/ProblemList.tsx'
import classes from './Editor.module.css'

type SidePaneProps = { search: Ref<HTMLInputElement>; onAdd(type: NodeTypeName): void; onNote(): void }

/** Beside the canvas: what can be added, the flow as a tree, what is wrong. */
export function SidePane({ search, onAdd, onNote }: SidePaneProps) {
  const readOnly = useEditor((state) => state.readOnly)
  const [tab, setTab] = useState<string | null>(readOnly ? 'outline' : 'add')
  const problems = useEditor((state) => state.problems.length)
  const errors = useEditor((state) => state.problems.some(({ severity }) => severity === 'error'))
  const words = text.editor
  return (
    <div className={classes.pane}>
      <Tabs value={tab} onChange={setTab} styles={{ tab: { padding: '9px 8px', fontSize: '0.78rem' } }}>
        <Tabs.List grow>
          {!readOnly && <Tabs.Tab value="add">{words.add}</Tabs.Tab>}
          <Tabs.Tab value="outline">{words.outline}</Tabs.Tab>
          <Tabs.Tab
            value="problems"
            rightSection={
              problems > 0 && (
                <Badge size="sm" px={5} color={errors ? 'red' : 'yellow'}>
                  {problems}
                </Badge>
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
        {tab === 'problems' && <ProblemList />}
      </div>
    </div>
  )
}
