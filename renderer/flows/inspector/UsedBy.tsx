// What leads to the flow, and its removal, which waits until nothing does.
import { Anchor, Button, List, Modal, Stack, Text, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'
import { useEditor } from '../document/store.ts'

type Uses = Awaited<ReturnType<typeof rpc.flows.usedBy>>

function UseList({ uses }: { uses: Uses }) {
  const words = text.watch
  if (uses.routes.length + uses.flows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.notUsed}
      </Text>
    )
  return (
    <List size="sm" spacing={2}>
      {uses.routes.map((number) => (
        <List.Item key={`route ${number}`}>{words.route({ number: showNumber(number) })}</List.Item>
      ))}
      {uses.flows.map(({ id, name }) => (
        <List.Item key={`flow ${id}`}>
          <Anchor component={Link} to={`/flows/${encodeURIComponent(id)}`} size="sm">
            {words.flow({ name })}
          </Anchor>
        </List.Item>
      ))}
    </List>
  )
}

function Removal({ id }: { id: string }) {
  const name = useEditor((state) => state.document.name)
  const load = useLoad(() => rpc.flows.usedBy({ id }), `removal ${id}`)
  const navigate = useNavigate()
  const { busy, run } = useWork()
  const words = text.watch
  const remove = () =>
    run(async () => {
      await rpc.flows.remove({ id })
      tell('success', text.common.removed)
      await navigate('/flows')
    })
  return (
    <Stack>
      <Text>{text.common.removeSure({ name })}</Text>
      <Loaded load={load} rows={2}>
        {(uses) => {
          const used = uses.routes.length + uses.flows.length > 0
          return (
            <>
              {used && <Title order={3}>{words.usedBy}</Title>}
              <UseList uses={uses} />
              <Text size="sm">{used ? words.removeUsed : words.removeForGood}</Text>
              <Button color="red" loading={busy} disabled={used} onClick={remove} style={{ alignSelf: 'start' }}>
                {text.common.remove}
              </Button>
            </>
          )
        }}
      </Loaded>
    </Stack>
  )
}

/** Numbers that lead to this flow and flows that go into it. */
export function UsedBy() {
  const id = useEditor((state) => state.document.id)
  const readOnly = useEditor((state) => state.readOnly)
  const may = useMay('admin')
  const load = useLoad(() => rpc.flows.usedBy({ id }), `used by ${id}`, ['flow', 'route'])
  const [removing, setRemoving] = useState(false)
  const words = text.watch
  return (
    <Stack component="section" gap={6} aria-label={words.usedBy}>
      <Title order={3}>{words.usedBy}</Title>
      <Loaded load={load} rows={1}>
        {(uses) => <UseList uses={uses} />}
      </Loaded>
      {may && !readOnly && (
        <Button
          variant="subtle"
          color="red"
          size="compact-xs"
          style={{ alignSelf: 'start' }}
          leftSection={<IconTrash size={13} />}
          onClick={() => setRemoving(true)}
        >
          {words.removeFlow}
        </Button>
      )}
      <Modal
        opened={removing}
        onClose={() => setRemoving(false)}
        title={words.removeFlow}
        centered
        closeButtonProps={{ 'aria-label': text.common.close }}
      >
        <Removal id={id} />
      </Modal>
    </Stack>
  )
}
