import { Button, Group, Table, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { Section } from '../../ui/index.ts'

export type Row = { name: string; values: readonly (string | number)[] }
type CardProps = {
  title: string
  help?: string | undefined
  /** What the chart says, as a table: for whoever reads rather than looks. */
  columns: readonly string[]
  rows: readonly Row[]
  /** Nothing to draw. */
  empty: boolean
  /** What stands there then. */
  none?: string
  children: ReactNode
}

/** A chart, and at a click the table with the same figures. */
export function ChartCard({ title, help, columns, rows, empty, none, children }: CardProps) {
  const [asTable, setAsTable] = useState(false)
  const words = text.queues.charts
  const shown = asTable ? (
    <Table.ScrollContainer minWidth={260} mah={320}>
      <Table aria-label={title} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={column} ta={index === 0 ? 'left' : 'right'}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, values }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              {values.map((value, index) => (
                <Table.Td key={columns[index + 1]} ta="right">
                  {value}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  ) : (
    children
  )
  const actions = !empty && (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={`${asTable ? words.asChart : words.asTable}: ${title}`}
      onClick={() => setAsTable(!asTable)}
    >
      {asTable ? words.asChart : words.asTable}
    </Button>
  )
  return (
    <Section title={title} beside={actions}>
      <Group px="md" py="md" align="stretch">
        {help && (
          <Text size="xs" c="dimmed" w="100%">
            {help}
          </Text>
        )}
        <div style={{ flex: 1, minWidth: 0 }}>
          {empty ? (
            <Text c="dimmed" size="sm" py="lg">
              {none ?? words.none}
            </Text>
          ) : (
            shown
          )}
        </div>
      </Group>
    </Section>
  )
}
