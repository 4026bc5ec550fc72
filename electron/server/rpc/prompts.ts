// The audio library: prompts that were uploaded or spoken, and the flows that play them.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AudioPrompt, Language } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { EngineError } from '../../engine/api.ts'
import type { Services, User, Uses } from '../../host/services.ts'
import { type Change, changes, type RecordKindOf } from './changes.ts'
import type { Guarded } from './guard.ts'
import { extensionOf, found, ok } from './mine.ts'

export type PromptWanted = { name: string; language: Language; id?: string | undefined }

export const promptProcedures = (
  os: Guarded,
  deps: Uses<'engine' | 'media' | 'speech' | 'config' | 'configChanged' | 'log', 'office' | 'flows' | 'audit' | 'trash'>,
  change: Change,
) => {
  const { prompts } = deps.store.office
  const s = os.settings.prompts
  return s.router({
    list: s.list.handler(() => prompts.list()),
    uses: s.uses.handler(() => prompts.list().map(({ id }) => ({ id, flows: flowsWith(deps, id) }))),
    rename: s.rename.handler(async ({ input, context }) => {
      const prompt = found(prompts.get(input.id), 'There is no such prompt.')
      return change.update(context.user, promptKind(deps), { ...prompt, name: input.name }, undefined)
    }),
    speak: s.speak.handler(async ({ input: { text, ...wanted }, context, signal }) => {
      const bytes = await spoken(deps, text, wanted.language)
      return storePrompt(deps, context.user, wanted, bytes, signal)
    }),
    record: s.record.handler(async ({ input, context }) => {
      const file = await deps.engine.integration.record(extensionOf(deps, context.user), input.language)
      if (file === null) throw new EngineError('REFUSED', 'Nothing was recorded.')
      try {
        return await storePrompt(deps, context.user, input, await readFile(deps.media.absolute('recordings', file)))
      } finally {
        await deps.media.remove('recordings', file)
      }
    }),
    stopRecording: s.stopRecording.handler(async ({ context }) => {
      await deps.engine.integration.stopRecording(extensionOf(deps, context.user))
      return ok
    }),
    remove: s.remove.handler(async ({ input, context }) => {
      const prompt = found(prompts.get(input.id))
      const [flow] = flowsWith(deps, input.id)
      if (flow) throw new EngineError('CONFLICT', `The flow “${flow.name}” plays it.`)
      // Its files stay for as long as it can be brought back.
      const trashed = { kind: 'prompt' as const, name: prompt.name, by: context.user.login, body: prompt }
      return change.remove(context.user, trashing(deps, trashed), prompt.id)
    }),
  })
}

/** Prompts whose removal puts them into the trash. */
const trashing = (
  deps: Uses<never, 'office' | 'trash'>,
  item: Parameters<Services['store']['trash']['put']>[0],
): RecordKindOf<AudioPrompt> => {
  const kind = promptKind(deps)
  const remove = (id: string) => deps.store.trash.put(item, () => kind.records.remove(id))
  return { ...kind, records: { ...kind.records, remove } }
}

/** The text in the office's voice, a WAV. Throws REFUSED where there is none. */
export async function spoken(deps: Uses<'speech' | 'log'>, text: string, language: Language): Promise<Buffer> {
  const rendered = await deps.speech.render({ text, language }).catch((error: unknown) => {
    deps.log.warn('a prompt could not be spoken', { error: String(error) })
    throw new EngineError('REFUSED', 'Text-to-speech is not available here.')
  })
  return readFile(rendered.path)
}

const promptKind = (deps: Uses<never, 'office'>): RecordKindOf<AudioPrompt> => ({
  kind: 'prompt',
  records: deps.store.office.prompts,
  key: 'id',
  named: true,
})

/**
 * A new prompt, or another language of the one named by `id`. Throws NOT_FOUND, MediaError for what is no sound, and REFUSED when
 * whoever asked has stopped it meanwhile: then nothing is left of it.
 */
export async function storePrompt(
  deps: Uses<'media' | 'configChanged', 'office' | 'audit'>,
  user: User,
  wanted: PromptWanted,
  bytes: Uint8Array,
  stopped?: AbortSignal,
): Promise<AudioPrompt> {
  const { prompts } = deps.store.office
  const known = wanted.id === undefined ? null : found(prompts.get(wanted.id), 'There is no such prompt.')
  const id = known?.id ?? `prompt-${randomBytes(6).toString('hex')}`
  const { file, seconds } = await deps.media.storePrompt(id, wanted.language, bytes)
  if (stopped?.aborted) {
    if (known?.variants[wanted.language] !== file) await deps.media.remove('prompts', file)
    throw new EngineError('REFUSED', 'It was stopped.')
  }
  const variants = { ...known?.variants, [wanted.language]: file }
  const prompt = { id, name: wanted.name, variants, seconds: Math.max(seconds, known?.seconds ?? 0) }
  const change = changes(deps)
  if (known) return change.update(user, promptKind(deps), prompt, undefined)
  return change.create(user, promptKind(deps), prompt)
}

/** Each flow's draft and published version: what may be played now, and what was about to be. */
export function documentsOf(deps: Uses<never, 'flows'>): FlowDocument[] {
  const { flows } = deps.store
  return flows.list().flatMap(({ id, publishedVersion }) => {
    const published = publishedVersion === null ? null : flows.version(id, publishedVersion)
    return [flows.draft(id)?.document, published].filter((each) => each !== null && each !== undefined)
  })
}

/** Whether that prompt is anywhere in the value, whatever node's field it is in. */
function plays(value: unknown, promptId: string): boolean {
  if (Array.isArray(value)) return value.some((each) => plays(each, promptId))
  if (typeof value !== 'object' || value === null) return false
  const { kind, id } = value as { kind?: unknown; id?: unknown }
  return (kind === 'audio' && id === promptId) || Object.values(value).some((each) => plays(each, promptId))
}

function flowsWith(deps: Uses<never, 'flows'>, promptId: string): { id: string; name: string }[] {
  const using = documentsOf(deps).filter((document) => plays(document.nodes, promptId))
  return [...new Map(using.map(({ id, name }) => [id, { id, name }])).values()]
}

/** The hours that stand in Business Hours nodes themselves; a switch by hand names one of them. */
export function scheduleNames(deps: Uses<never, 'flows'>): string[] {
  const nodes = documentsOf(deps).flatMap((document) => document.nodes.filter((node) => node.type === 'businessHours'))
  const own = nodes.map((node) => node.config as { name?: unknown; scheduleId?: unknown }).filter(({ scheduleId }) => !scheduleId)
  // As the step's own: where it names none, it goes by the first switch.
  const names = own.map(({ name = 'office' }) => name)
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))].sort()
}
