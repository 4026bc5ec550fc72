import { Button, Checkbox, Divider, Group, MultiSelect, Stack, Switch, Textarea, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type BoardLimit, boardFigure, type Wallboard, wallboard } from '../../shared/domain/wallboard.ts'
import { tellUndoable, useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useSession } from '../lib/session.ts'
import { Dialog } from '../ui/index.ts'
import { nameOf } from './figures.ts'
import { LimitFields, type Limits, limitProblem, type TypedLimits } from './LimitFields.tsx'

type Listed = Wallboard & { revision?: string | undefined }
type PanelProps = { board: Listed | null; onClose(): void; onSaved(id: string): void; onRemoved(): void }

const parts = ['trend', 'waitingList', 'callers', 'operators'] as const

/** Those of shown figures that are complete. */
const limitsOf = (typed: TypedLimits, figures: Wallboard['figures']): Limits =>
  Object.fromEntries(
    figures.flatMap((figure) => {
      const limit = typed[figure]
      return limit?.watch === undefined || limit.alarm === undefined ? [] : [[figure, limit as BoardLimit]]
    }),
  )

/** A board's settings; `board` is null for a new one. */
export function BoardPanel({ board, onClose, onSaved, onRemoved }: PanelProps) {
  const words = text.wallboard
  const queues = useSession((state) => state.queues)
  const [value, setValue] = useState<Listed>(() => board ?? wallboard.parse({ id: 'new', name: words.title }))
  const [limits, setLimits] = useState<TypedLimits>(board?.limits ?? {})
  const { busy, run } = useWork()
  const set = (part: Partial<Wallboard>) => setValue((before) => ({ ...before, ...part }))
  const remove = ({ id }: Listed) =>
    run(async () => {
      const { change } = await rpc.wallboards.remove({ id })
      tellUndoable(text.common.removed, () => rpc.system.undo({ id: change }))
      onRemoved()
    })
  const wrong = value.figures.some((figure) => limitProblem(figure, limits[figure]) !== null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const { id, ...given } = { ...value, limits: limitsOf(limits, value.figures) }
      const saved = board ? await rpc.wallboards.update({ id, ...given }) : await rpc.wallboards.create(given)
      onSaved(saved.id)
    })
  }
  return (
    <Dialog title={board ? words.edit : words.add} close={text.common.close} size="lg" zIndex={300} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            required
            label={text.common.name}
            maxLength={80}
            value={value.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <MultiSelect
            label={text.queues.title}
            placeholder={value.queues.length === 0 ? text.queues.all : ''}
            data={queues.map(({ id, name }) => ({ value: id, label: name }))}
            value={value.queues}
            onChange={(chosen) => set({ queues: chosen })}
            comboboxProps={{ zIndex: 400 }}
            searchable
            clearable
          />
          <Checkbox.Group
            label={words.figures}
            value={value.figures}
            onChange={(chosen) => set({ figures: boardFigure.options.filter((figure) => chosen.includes(figure)) })}
            error={value.figures.length === 0 ? words.figuresNone : null}
          >
            <Group gap="md" mt={6}>
              {boardFigure.options.map((figure) => (
                <Checkbox key={figure} value={figure} label={nameOf(figure)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Stack gap={8}>
            {parts.map((part) => (
              <Switch
                key={part}
                label={words.parts[part]}
                description={part === 'callers' ? words.callersHelp : undefined}
                disabled={part === 'callers' && !value.waitingList}
                checked={value[part]}
                onChange={(event) => set({ [part]: event.currentTarget.checked })}
              />
            ))}
          </Stack>
          <Textarea
            label={words.message}
            description={words.messageHelp}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={300}
            value={value.message}
            onChange={(event) => set({ message: event.currentTarget.value.replaceAll('\n', ' ') })}
          />
          <Divider />
          <Title order={3}>{words.limits}</Title>
          <LimitFields figures={value.figures} value={limits} onChange={setLimits} />
          <Group justify="space-between" gap="xs">
            {board ? (
              <Button variant="default" color="red" disabled={busy} onClick={() => void remove(board)}>
                {text.common.remove}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {text.common.cancel}
              </Button>
              <Button type="submit" loading={busy} disabled={wrong || value.figures.length === 0}>
                {text.common.save}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
