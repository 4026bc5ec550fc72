import { ActionIcon, FileButton, Menu } from '@mantine/core'
import { IconDots, IconDownload, IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import { tell, tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { exportCallytics, exportFlow, importedFlow } from '../files.ts'

/** Files in and out. An import replaces the draft and can be undone. */
export function MoreMenu() {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const reset = useRef<() => void>(null)
  const replace = async (file: File | null) => {
    if (!file) return
    try {
      const { document, edit, known } = store.getState()
      const { document: flow, report } = await importedFlow(file, known, document.id)
      edit('import', [{ kind: 'replace', document: { ...flow, id: document.id } }])
      tell(report.length ? 'warning' : 'success', [text.flows.imported, ...report].join(' '))
    } catch (error) {
      tellError(error)
    } finally {
      reset.current?.()
    }
  }
  return (
    <Menu position="bottom-end" keepMounted>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={text.editor.more}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => exportFlow(store.getState().document)}>
          {text.flows.exportFile}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => exportCallytics(store.getState().document)}>
          {text.editor.exportCallytics}
        </Menu.Item>
        {!readOnly && (
          <FileButton onChange={(file) => void replace(file)} accept="application/json,.json" resetRef={reset}>
            {(props) => (
              <Menu.Item {...props} closeMenuOnClick={false} leftSection={<IconUpload size={15} />}>
                {text.flows.replaceDraft}
              </Menu.Item>
            )}
          </FileButton>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
