import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import {
  IconActivity,
  IconAdjustments,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsMaximize,
  IconCloudCheck,
  IconCloudUp,
  IconCloudX,
  IconHierarchy2,
  IconLayoutSidebar,
  IconPlayerPlay,
  IconSearch,
  IconZoomExclamation,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useMay } from '../../lib/session.ts'
import type { Draft } from '../document/draft.ts'
import { isBegun } from '../document/open.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import type { Dock } from '../editor/dock.ts'
import classes from '../editor/Editor.module.css'
import type { Commands } from '../editor/useCommands.ts'

type ToolProps = { label: string; icon: ReactNode; disabled?: boolean; pressed?: boolean; onClick(): void }

function Tool({ label, icon, disabled = false, pressed, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? undefined : 'gray'}
        size={30}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}

/** Whether the draft is on the host; only a sign where there is little room. */
export function SaveMark({ draft }: { draft: Draft }) {
  const status = useStore(draft.state, (state) => state.status)
  const words = text.editor
  const said = {
    saved: words.saved,
    unsaved: words.unsaved,
    saving: words.saving,
    failed: words.saveFailed,
    tooLarge: text.problems.byCode.TOO_LARGE,
    conflict: words.saveFailed,
  }[status]
  const lost = status === 'failed' || status === 'tooLarge' || status === 'conflict'
  const Sign = lost ? IconCloudX : status === 'saved' ? IconCloudCheck : IconCloudUp
  return (
    <Text
      size="xs"
      role="status"
      c={lost ? 'var(--cord-bad)' : 'dimmed'}
      data-draft={status}
      title={said}
      className={classes.saveMark}
    >
      <Sign size={16} aria-hidden />
      <span>{said}</span>
    </Text>
  )
}

type ToolbarProps = { commands: Commands; dock: Dock; onPanel(): void; onFind(): void; onFlow(): void; onDock(dock: Dock): void }

/** Undo, redo, layout, zoom, the next problem, trying out. */
export function Toolbar({ commands, dock, onPanel, onFind, onFlow, onDock }: ToolbarProps) {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const back = useEditor((state) => state.past.at(-1)?.name)
  const again = useEditor((state) => state.future.at(-1)?.name)
  const problems = useEditor(({ document, problems: all }) => (isBegun(document) ? all.length : 0))
  const may = useMay('admin')
  const words = text.editor
  return (
    <Group gap={2} wrap="nowrap">
      <Tool label={words.panel} icon={<IconLayoutSidebar size={17} />} onClick={onPanel} />
      <Tool
        label={back ? words.undo({ step: words.steps[back] }) : words.nothingToUndo}
        icon={<IconArrowBackUp size={17} />}
        disabled={!back}
        onClick={() => store.getState().undo()}
      />
      <Tool
        label={again ? words.redo({ step: words.steps[again] }) : words.nothingToRedo}
        icon={<IconArrowForwardUp size={17} />}
        disabled={!again}
        onClick={() => store.getState().redo()}
      />
      <Tool
        label={words.arrange}
        icon={<IconHierarchy2 size={17} style={{ rotate: '-90deg' }} />}
        disabled={readOnly}
        onClick={() => void commands.arrange().catch(tellError)}
      />
      <Tool label={words.fit} icon={<IconArrowsMaximize size={16} />} onClick={commands.fit} />
      <Tool label={text.canvas.find.tool} icon={<IconSearch size={17} />} onClick={onFind} />
      <Tool
        label={words.nextProblem}
        icon={<IconZoomExclamation size={17} />}
        disabled={problems === 0}
        onClick={commands.nextProblem}
      />
      {may && (
        <Tool
          label={text.tryout.open}
          icon={<IconPlayerPlay size={17} />}
          pressed={dock === 'simulate'}
          onClick={() => onDock(dock === 'simulate' ? null : 'simulate')}
        />
      )}
      <Tool
        label={text.watch.open}
        icon={<IconActivity size={17} />}
        pressed={dock === 'watch'}
        onClick={() => onDock(dock === 'watch' ? null : 'watch')}
      />
      <Tool label={words.flowSettings} icon={<IconAdjustments size={17} />} onClick={onFlow} />
    </Group>
  )
}
