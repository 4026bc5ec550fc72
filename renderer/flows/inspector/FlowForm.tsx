import { Divider, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { runsBeside } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { stepName } from '../labels/labels.ts'
import { sentenceOf } from '../problems/findings.ts'
import { Variables } from '../variables/Variables.tsx'
import { wordKey } from './form.ts'
import { UsedBy } from './UsedBy.tsx'

type Path = 'errorPath' | 'afterCallPath'

/** Where the call goes on a fault, or what runs when it is over; what is wrong with it stands below. */
function PathField({ field }: { field: Path }) {
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const readOnly = useEditor((state) => state.readOnly)
  const problem = useEditor((state) => state.problems.find((each) => each.code === 'BAD_PATH' && each.field === field))
  const offered = field === 'errorPath' ? document.nodes : document.nodes.filter(({ type }) => runsBeside(type))
  const chosen = document.nodes.filter(({ id }) => id === document[field] && !offered.some((each) => each.id === id))
  return (
    <Select
      label={text.editor.flowFields[field]}
      description={field === 'errorPath' ? text.watch.errorPathHelp : text.watch.afterCallHelp}
      error={problem && sentenceOf(problem, document)}
      placeholder={text.editor.none}
      clearable
      searchable
      limit={80}
      readOnly={readOnly}
      data={[...offered, ...chosen].map((node) => ({ value: node.id, label: stepName(node) }))}
      value={document[field] ?? null}
      onChange={(id) => store.getState().edit('flow', [{ kind: 'flow', part: { [field]: id ?? undefined } }])}
    />
  )
}

/** The settings of the flow itself, while nothing is chosen. */
export function FlowForm() {
  const store = useEditorStore()
  const name = useEditor((state) => state.document.name)
  const readOnly = useEditor((state) => state.readOnly)
  const words = text.editor
  return (
    <Stack gap="sm">
      <Title order={2}>{words.flowSettings}</Title>
      <TextInput
        label={words.flowFields.name}
        maxLength={80}
        readOnly={readOnly}
        value={name}
        onChange={({ currentTarget: { value } }) =>
          value && store.getState().edit('rename', [{ kind: 'flow', part: { name: value } }], `name ${wordKey(value)}`)
        }
      />
      <PathField field="errorPath" />
      <PathField field="afterCallPath" />
      <Text size="sm" c="dimmed">
        {readOnly ? words.readOnly : words.nothingChosen}
      </Text>
      <Divider />
      <Variables />
      <Divider />
      <UsedBy />
    </Stack>
  )
}
