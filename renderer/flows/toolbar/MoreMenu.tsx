import { ActionIcon, FileButton, Menu } from '@mantine/core'
import { IconDots, IconDownload, IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { tell, tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { type Brought, exportCallytics, exportFlow, importedFlow } from '../files/files.ts'
import { ImportDialog } from '../files/ImportDialog.tsx'

/** Files in and out. What a file would bring is shown first; an import replaces the draft and can be undone. */
export function MoreMenu() {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const reset = useRef<() => void>(null)
  const [brought, setBrought] = useState<Brought | null>(null)
  const read = async (file: File | null) => {
    if (!file) return
    try {
      const { document, known } = store.getState()
      setBrought(await importedFlow(file, known, document.id))
    } catch (error) {
      tellError(error)
    } finally {
      reset.current?.()
    }
  }
  const take = (flow: FlowDocument) => {
    const { document, edit } = store.getState()
    edit('import', [{ kind: 'replace', document: { ...flow, id: document.id } }])
    tell('success', text.flows.imported)
    setBrought(null)
  }
  return (
    <>
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
            <FileButton onChange={(file) => void read(file)} accept="application/json,.json" resetRef={reset}>
              {(props) => (
                <Menu.Item {...props} closeMenuOnClick={false} leftSection={<IconUpload size={15} />}>
                  {text.flows.replaceDraft}
                </Menu.Item>
              )}
            </FileButton>
          )}
        </Menu.Dropdown>
      </Menu>
      <ImportDialog brought={brought} replaces onClose={() => setBrought(null)} onImport={take} />
    </>
  )
}
