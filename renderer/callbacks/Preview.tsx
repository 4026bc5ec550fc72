import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { Callback, CallRecord } from '../../shared/domain/calls.ts'
import { traceCall } from '../../shared/trace/call.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import { hostNow } from '../lib/clock.ts'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { recordingAddress } from '../lib/media.ts'
import { playerWords } from '../lib/playerWords.ts'
import { rpc } from '../lib/rpc/index.ts'
import { AudioPlayer } from '../ui/index.ts'

const lastCalls = 5

type Known = { call: CallRecord | null; path: string[]; keyed: string[]; before: CallRecord[] }

/** The steps by their names on the cards, each once in a row. */
function pathOf(trace: readonly TraceEvent[], nameOf: (node: string) => string): string[] {
  const names = traceCall(trace).path.map(({ node }) => nameOf(node))
  return names.filter((name, i) => name !== names[i - 1])
}

async function known({ callId, number }: Callback): Promise<Known> {
  const history = rpc.calls.list({ number, limit: lastCalls + 1 })
  const story = callId ? await rpc.calls.get({ id: callId }).catch(() => null) : null
  const { call = null, trace = [] } = story ?? {}
  const flow = call ? await rpc.flows.version({ id: call.flowId, version: call.flowVersion }).catch(() => null) : null
  const labels = new Map(flow?.nodes.map(({ id, label, type }) => [id, label || type]))
  const nameOf = (node: string) => labels.get(node) ?? node
  const keyed = trace.flatMap((event) =>
    event.type === 'keys.collected' && event.data.digits ? [`${nameOf(event.node ?? '')} ${event.data.digits}`] : [],
  )
  const before = (await history).calls.filter(({ id }) => id !== callId).slice(0, lastCalls)
  return { call, path: pathOf(trace, nameOf), keyed, before }
}

/** Before one calls back: the way they came, what they keyed, the recording, their other calls. */
export function Preview({ item }: { item: Callback }) {
  const load = useLoad(() => known(item), `preview ${item.id}`)
  return (
    <Loaded load={load} rows={2}>
      {(data) => <Before {...data} />}
    </Loaded>
  )
}

function Before({ call, path, keyed, before }: Known) {
  const words = text.phone.caller
  return (
    <Stack gap="sm" component="section" aria-label={words.title}>
      {path.length > 0 && (
        <Text size="sm" c="dimmed">
          {text.phone.path}: {path.join(' › ')}
        </Text>
      )}
      {keyed.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.keyed}: {keyed.join(', ')}
        </Text>
      )}
      {call?.recording && (
        <Stack gap={6}>
          <Title order={3}>{text.calls.recording}</Title>
          <AudioPlayer
            src={recordingAddress(call.id)}
            seconds={call.talkMs / 1000}
            downloadName={`call-${call.id}.wav`}
            words={playerWords()}
          />
        </Stack>
      )}
      <Title order={3}>{before.length === 0 ? words.firstCall : words.lastCalls}</Title>
      {before.map((each) => (
        <Text key={each.id} size="sm">
          <Anchor component={Link} to={`/calls/${encodeURIComponent(each.id)}`} size="sm">
            {shortMoment(each.startedAt, hostNow())}
          </Anchor>{' '}
          {[text.outcomes[each.outcome], each.disposition, each.note].filter(Boolean).join(' · ')}
        </Text>
      ))}
    </Stack>
  )
}
