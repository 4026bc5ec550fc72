// An office whose number is driven by a step provider that answers as the test says.
import type { HttpAnswer } from '../../../../electron/engine/ports.ts'
import { flowOf, type OfficeParts, type World, world } from '../../../support/memory.ts'
import { answered } from '../../../support/scriptedHttp.ts'
import { end, office, start } from '../offices.ts'

export type Told = { path: string; event: Record<string, unknown>; body: Record<string, unknown> }
type Answer = object | string | HttpAnswer | Promise<HttpAnswer>
export const providerUrl = 'http://provider/ivr/step'

/** The variables that name the session, in the body of each request. */
export const sessionOf = (body: Record<string, unknown> | undefined) => {
  const { session_id, caller, callee, direction, tenant_id } = body ?? {}
  return { session_id, caller, callee, direction, tenant_id }
}

/** What an answer is sent as: an action as JSON, text as it stands, or a whole HTTP answer. */
const asHttp = (answer: Answer): HttpAnswer | Promise<HttpAnswer> =>
  answer instanceof Promise || (typeof answer === 'object' && 'result' in answer) ? answer : answered(200, answer)

export type Provider = { told: Told[]; types: () => string[] }

/** Lets the provider of a world answer; `answer` gets main and `/fail` requests, the others get 200. */
export function provide(w: World, answer: (told: Told, count: number) => Answer): Provider {
  const told: Told[] = []
  let count = 0
  w.http.answer = (request) => {
    if (!request.url.startsWith(providerUrl)) return asHttp(answer({ path: request.url, event: {}, body: {} }, -1))
    const body = JSON.parse(request.body ?? '{}') as Record<string, unknown>
    const path = request.url.slice(providerUrl.length).replace(/\?.*$/, '')
    const one = { path, event: body.event as Record<string, unknown>, body }
    told.push(one)
    return one.path === '' || one.path === '/fail' ? asHttp(answer(one, count++)) : answered(200, { status: 'ok' })
  }
  return { told, types: () => told.map(({ path, event }) => (path ? path : String(event.type))) }
}

export const stepFlow = (config: object = {}) =>
  flowOf('f', { start, step: { type: 'stepProvider', url: ` ${providerUrl}/ `, ...config }, over: end }, [
    'start.next>step',
    'step.transferred>over',
    'step.ended>over',
  ])

/** A caller who is driven by the answers: one a request, the last one again and again; a function decides by itself. */
export async function stepCall(
  answers: Answer[] | ((told: Told, count: number) => Answer),
  options: { parts?: OfficeParts; config?: object; hostDies?: boolean } = {},
) {
  const parts = { routes: { '5000': 'f' }, extensions: ['201'], ...options.parts }
  const flow = stepFlow(options.config)
  const w = options.hostDies ? world(parts, [flow]) : await office(parts, flow)
  if (options.hostDies) await w.engine.start()
  const provider = provide(
    w,
    typeof answers === 'function' ? answers : (_told, count) => answers[Math.min(count, answers.length - 1)] ?? {},
  )
  const caller = w.sim.call('5000')
  await w.clock.advance(0)
  const ends = () =>
    [...w.stores.posts.values()].map(({ url, body }) => ({ url, ...JSON.parse(body) }) as Record<string, unknown>)
  return { ...w, provider, caller, ends, heard: () => caller.heard.map((uri) => uri.replace(/^sound:\/tts\//, '')) }
}

/** The host dies inside the call; another one takes over. */
export async function killedHost(w: World, parts: OfficeParts, config: object = {}): Promise<World> {
  w.engine['guard'].closed = true
  w.engine['unlisten']?.()
  const next = world(parts, [stepFlow(config)], w as never)
  return next
}
