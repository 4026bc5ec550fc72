// A new flow: what may come first, in place of an empty canvas.
import { Button, Group, Paper, Text, Title } from '@mantine/core'
import type { NodeTypeName } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { isBegun } from '../document/open.ts'
import { useEditor } from '../document/store.ts'
import { typeName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import classes from './Editor.module.css'

const firsts: readonly NodeTypeName[] = ['businessHours', 'playAudio', 'menu', 'queue', 'transfer', 'voicemail']

/** Steps to begin with, until there is one. */
export function Begin({ onAdd }: { onAdd(type: NodeTypeName): void }) {
  const shown = useEditor(({ document, readOnly }) => !readOnly && !isBegun(document) && document.nodes.length > 0)
  if (!shown) return null
  return (
    <Paper className={classes.begin} withBorder shadow="md" radius="md" p="md">
      <Title order={2} size="h3" mb={4}>
        {text.canvas.begin.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {text.canvas.begin.help}
      </Text>
      <Group gap={8}>
        {firsts.map((type) => {
          const Sign = iconOf(type)
          return (
            <Button
              key={type}
              size="xs"
              variant="default"
              leftSection={<Sign size={16} color={colourOf(type)} aria-hidden />}
              onClick={() => onAdd(type)}
            >
              {typeName(type)}
            </Button>
          )
        })}
      </Group>
    </Paper>
  )
}
