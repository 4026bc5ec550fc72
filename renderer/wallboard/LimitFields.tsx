import { Group, NumberInput, Stack, Text } from '@mantine/core'
import { type BoardFigure, type BoardLimit, inOrder, unitOf, type Wallboard } from '../../shared/domain/wallboard.ts'
import { text } from '../lib/i18n/index.ts'
import { nameOf } from './figures.ts'

export type Limits = Wallboard['limits']
/** As typed: one may be there before the other. */
export type TypedLimits = Partial<Record<BoardFigure, Partial<BoardLimit>>>

/** What is complete, in order, or what is wrong with one. */
export function limitProblem(figure: BoardFigure, { watch, alarm }: Partial<BoardLimit> = {}): string | null {
  if (watch === undefined && alarm === undefined) return null
  if (watch === undefined || alarm === undefined) return text.wallboard.limitBoth
  return inOrder(figure, { watch, alarm }) ? null : text.wallboard.limitOrder
}

type LimitProps = { figure: BoardFigure; value: Partial<BoardLimit>; onChange(value: Partial<BoardLimit>): void }

function Limit({ figure, value, onChange }: LimitProps) {
  const unit = unitOf(figure)
  if (unit === null) return null
  const words = text.wallboard
  const name = nameOf(figure)
  const problem = limitProblem(figure, value)
  const field = (part: keyof BoardLimit) => (
    <NumberInput
      style={{ flex: 1 }}
      size="xs"
      label={words.from[part]}
      aria-label={`${name}: ${words.from[part]}`}
      placeholder={words.automatic}
      suffix={unit === 'percent' ? ' %' : unit === 'seconds' ? ' s' : ''}
      min={0}
      max={unit === 'percent' ? 100 : 100_000}
      allowDecimal={false}
      value={value[part] ?? ''}
      error={part === 'alarm' ? problem : problem !== null}
      onChange={(given) => onChange({ ...value, [part]: typeof given === 'number' ? given : undefined })}
    />
  )
  return (
    <div>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        {field('watch')}
        {field('alarm')}
      </Group>
    </div>
  )
}

/** From where on each shown figure deserves attention; empty ones go by the queue's own service level and staff. */
export function LimitFields({
  figures,
  value,
  onChange,
}: {
  figures: readonly BoardFigure[]
  value: TypedLimits
  onChange(value: TypedLimits): void
}) {
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {text.wallboard.limitsHelp}
      </Text>
      {figures.map((figure) => (
        <Limit
          key={figure}
          figure={figure}
          value={value[figure] ?? {}}
          onChange={(limit) => onChange({ ...value, [figure]: limit })}
        />
      ))}
    </Stack>
  )
}
