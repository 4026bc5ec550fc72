import { Badge, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCornerDownRight, IconPoint } from '@tabler/icons-react'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { text } from '../lib/i18n/index.ts'
import { nameOf, type OutlineLine, outlineOf } from './outline.ts'

const plain = (type: string) => type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

function Line({ line }: { line: OutlineLine }) {
  const { node, kind, port, summary, depth } = line
  return (
    <Group component="li" gap={8} wrap="nowrap" align="flex-start" pl={depth * 22} style={{ listStyle: 'none' }}>
      <ThemeIcon size={20} variant="transparent" color="gray" aria-hidden mt={1}>
        {kind === 'again' ? <IconCornerDownRight size={15} /> : <IconPoint size={18} />}
      </ThemeIcon>
      {port && (
        <Badge color="gray" mt={2} style={{ flexShrink: 0 }}>
          {port}
        </Badge>
      )}
      <div style={{ minWidth: 0 }}>
        <Text component="span" fw={kind === 'node' ? 500 : 400} c={kind === 'node' ? 'inherit' : 'dimmed'}>
          {!node ? text.flows.ends : kind === 'again' ? text.flows.seeAbove(nameOf(node)) : nameOf(node)}
        </Text>
        {kind === 'node' && node && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {[node.label ? plain(node.type) : '', summary].filter(Boolean).join(' · ')}
          </Text>
        )}
      </div>
    </Group>
  )
}

/** What a caller goes through, to read. */
export function Outline({ flow }: { flow: FlowDocument }) {
  const { lines, unreached } = outlineOf(flow)
  return (
    <Stack gap="md">
      <Stack component="ol" gap={6} m={0} p={0}>
        {lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </Stack>
      {unreached.length > 0 && (
        <div>
          <Title order={3}>{text.flows.unreachable}</Title>
          <Text size="sm" c="dimmed">
            {unreached.map(nameOf).join(', ')}
          </Text>
        </div>
      )}
    </Stack>
  )
}
