import { ActionIcon, Alert, Group, Stack, Text, TextInput, Title, Tooltip } from '@mantine/core'
import { IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand, IconTrash } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import type { FlowNode } from '../../../shared/flow/document.ts'
import { builtInNames } from '../../../shared/flow/validate.ts'
import { variablesOfFlow } from '../../../shared/flow/variables.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { fieldProblems } from '../../lib/fieldProblems.ts'
import { text } from '../../lib/i18n/index.ts'
import { useFold } from '../../lib/view/folds.ts'
import { removeAndJoin } from '../document/edits.ts'
import { type EditorState, onlyChosen, useEditor, useEditorStore } from '../document/store.ts'
import { ExtractButton } from '../extract/ExtractDialog.tsx'
import { fieldName, typeName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import { summariesOf } from '../labels/nodeSummary.ts'
import { sentenceOf } from '../problems/findings.ts'
import { FlowForm } from './FlowForm.tsx'
import { FormContext, type NodeForm, wordKey } from './form.ts'
import classes from './Inspector.module.css'
import { NodeFields } from './NodeFields.tsx'
import { useOffice } from './office.ts'

/** Every variable that something in the flow sets. */
const variablesIn = ({ document }: EditorState): string[] =>
  [
    ...new Set([
      ...builtInNames,
      ...variablesOfFlow(document).flatMap(({ name, initial, setIn }) => (initial !== null || setIn.length > 0 ? [name] : [])),
    ]),
  ].sort()

/** The form's side of the store: every edit is a step, every problem stands beside its field. */
function useNodeForm(node: FlowNode): NodeForm {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const problems = useEditor((state) => state.problemsOf.get(node.id))
  return useMemo(() => {
    const type = nodeTypeOf(node.type)
    const own = type ? fieldProblems(type.schema, node.config) : {}
    const told = (field: string) => {
      const problem = problems?.find((p) => p.code !== 'BAD_CONFIG' && p.field?.split('.')[0] === field)
      return problem && sentenceOf(problem, store.getState().document)
    }
    return {
      nodeId: node.id,
      type: node.type,
      config: node.config,
      readOnly,
      variables: variablesIn(store.getState()),
      errorOf: (field) => own[field] ?? told(field),
      set(field, value, word) {
        // What is configured now, not when the form was drawn: two fields may be set in one turn, or after a file was read.
        const current = store.getState().document.nodes.find(({ id }) => id === node.id) ?? node
        const config = { ...current.config, [field]: value }
        if (value === undefined) delete config[field]
        const key = word === undefined ? undefined : `${node.id}.${field} ${word}`
        store.getState().edit('edit', [{ kind: 'node', id: node.id, part: { config } }], key)
      },
    }
  }, [node, problems, readOnly, store])
}

/** Puts the caret where a problem was clicked. */
function useWantedField(id: string) {
  const body = useRef<HTMLDivElement>(null)
  const wanted = useEditor((state) => state.wanted)
  useEffect(() => {
    if (wanted?.node !== id || wanted.field === null || !body.current) return
    const field = wanted.field.split('.')[0] ?? ''
    const place = body.current.querySelector(`[data-field="${CSS.escape(field)}"]`) ?? body.current.querySelector('[data-field]')
    const input = place?.matches('input, textarea, select')
      ? place
      : (place?.querySelector('input, textarea, select, button') ?? body.current.querySelector('input'))
    if (input instanceof HTMLElement) input.focus()
  }, [wanted, id])
  return body
}

function StepForm({ node }: { node: FlowNode }) {
  const store = useEditorStore()
  const form = useNodeForm(node)
  const body = useWantedField(node.id)
  const problems = useEditor((state) => state.problemsOf.get(node.id)) ?? []
  const Icon = iconOf(node.type)
  // What no field of the form shows.
  const others = problems.filter((p) => p.code !== 'BAD_CONFIG' && !((p.field?.split('.')[0] ?? '') in node.config))
  return (
    <Stack gap="sm" ref={body}>
      <Group gap="xs" wrap="nowrap">
        <Icon size={18} color={colourOf(node.type)} aria-hidden />
        <Title order={2} flex={1}>
          {typeName(node.type)}
        </Title>
        {!form.readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text.editor.delete}
            onClick={() => {
              const { document, edit } = store.getState()
              edit('remove', removeAndJoin(document, new Set([node.id])))
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </Group>
      {others.map((problem) => (
        <Alert key={`${problem.code}${problem.field}`} p="xs" color={problem.severity === 'error' ? 'red' : 'yellow'}>
          {sentenceOf(problem, store.getState().document)}
        </Alert>
      ))}
      <FormContext value={form}>
        <TextInput
          label={fieldName('label')}
          placeholder={typeName(node.type)}
          maxLength={80}
          readOnly={form.readOnly}
          value={node.label}
          onChange={({ currentTarget: { value } }) =>
            store
              .getState()
              .edit('rename', [{ kind: 'node', id: node.id, part: { label: value } }], `${node.id} label ${wordKey(value)}`)
          }
        />
        <NodeFields />
      </FormContext>
      <WhatItDoes node={node} />
    </Stack>
  )
}

/** In one line and in the office's names, as its card says it. */
function WhatItDoes({ node }: { node: FlowNode }) {
  const document = useEditor((state) => state.document)
  const office = useOffice()
  const line = useMemo(() => summariesOf(document, office).get(node.id), [document, office, node.id])
  return line ? (
    <Text size="xs" c="dimmed">
      {line}
    </Text>
  ) : null
}

/** What is chosen, to be set up; a strip at the side while it is folded away. */
export function Inspector() {
  const id = useEditor(onlyChosen)
  const several = useEditor((state) => state.selection.size)
  const node = useEditor((state) => state.document.nodes.find((each) => each.id === id))
  const [folded, fold] = useFold('inspector')
  const asked = useEditor((state) => (state.wanted?.field === null ? null : (state.wanted?.turn ?? null)))
  const seen = useRef(asked)
  // Who asks for a field wants to type into it.
  useEffect(() => {
    const anew = asked !== seen.current && asked !== null
    seen.current = asked
    if (anew && folded) fold(false)
  })
  const words = text.canvas.fold
  const label = folded ? words.inspectorBack : words.inspector
  const Sign = folded ? IconLayoutSidebarRightExpand : IconLayoutSidebarRightCollapse
  const button = (
    <Tooltip label={label} position="left">
      <ActionIcon variant="subtle" color="gray" aria-label={label} aria-expanded={!folded} onClick={() => fold(!folded)}>
        <Sign size={17} />
      </ActionIcon>
    </Tooltip>
  )
  if (folded)
    return (
      <aside className={classes.strip} aria-label={text.editor.inspector}>
        {button}
      </aside>
    )
  return (
    <aside className={classes.inspector} aria-label={text.editor.inspector}>
      <div className={classes.fold}>{button}</div>
      {node ? (
        <StepForm key={node.id} node={node} />
      ) : several > 1 ? (
        <Stack align="start">
          <Text>{text.editor.severalChosen({ count: several })}</Text>
          <ExtractButton />
        </Stack>
      ) : (
        <FlowForm />
      )}
    </aside>
  )
}
