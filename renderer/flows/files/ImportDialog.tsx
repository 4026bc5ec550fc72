import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { Problem } from '../../../shared/flow/problem.ts'
import { Loaded, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { stepName } from '../labels/labels.ts'
import { sentenceOf } from '../problems/findings.ts'
import type { Brought } from './files.ts'

type ImportDialogProps = {
  /** What was read of a file; null while there is none. */
  brought: Brought | null
  /** It takes the place of the open flow. */
  replaces?: boolean
  onClose(): void
  onImport(document: FlowDocument): void | Promise<void>
}

/** What this office's validator finds to mend, each with its step. */
async function errorsOf(document: FlowDocument): Promise<string[]> {
  const names = new Map(document.nodes.map((node) => [node.id, stepName(node)]))
  const problems = (await rpc.flows.validate({ document })).filter(({ severity }) => severity === 'error')
  return problems.map((problem) =>
    [names.get(problem.node ?? ''), sentenceOf(problem as Problem, document)].filter(Boolean).join(': '),
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <List size="sm" style={{ maxHeight: 180, overflowY: 'auto', overflowWrap: 'anywhere' }}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may read the same.
        <List.Item key={at}>{line}</List.Item>
      ))}
    </List>
  )
}

function Report({ document, report, replaces, onImport }: Brought & Pick<ImportDialogProps, 'replaces' | 'onImport'>) {
  const words = text.editor.importing
  const errors = useLoad(() => errorsOf(document), '')
  const { busy, run } = useWork()
  return (
    <Stack gap="sm">
      <div>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {document.name}
        </Text>
        <Text size="sm">{words.holds({ steps: document.nodes.length, ways: document.edges.length })}</Text>
        <Text size="sm" c="dimmed">
          {replaces ? words.replaces : words.nothingYet}
        </Text>
      </div>
      {report.length > 0 && (
        <Alert color="yellow" title={words.lost}>
          <Lines lines={report} />
        </Alert>
      )}
      <Loaded load={errors} rows={1}>
        {(lines) =>
          lines.length > 0 ? (
            <Alert color="red" title={words.toMend}>
              <Lines lines={lines} />
            </Alert>
          ) : (
            <Text size="sm" c="var(--cord-good)">
              {words.fits}
            </Text>
          )
        }
      </Loaded>
      <Group>
        <Button data-autofocus loading={busy} onClick={() => run(async () => onImport(document))}>
          {text.flows.importFile}
        </Button>
      </Group>
    </Stack>
  )
}

/** A file before anything of it is taken: what it holds, what could not be carried over, what has to be mended here. */
export function ImportDialog({ brought, onClose, ...how }: ImportDialogProps) {
  return (
    <Modal
      opened={brought !== null}
      onClose={onClose}
      title={text.editor.importing.title}
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      {brought && <Report {...brought} {...how} />}
    </Modal>
  )
}
