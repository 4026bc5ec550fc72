// An office whose number is driven by call-action documents that the test writes.
import type { z } from 'zod'
import { backend } from '../../../../shared/domain/backend.ts'
import { callAction, sessionSummary } from '../../../support/callActionSchemas.ts'
import { type OfficeParts, type World, world } from '../../../support/memory.ts'
import { answered } from '../../../support/scriptedHttp.ts'
import { office } from '../offices.ts'

export const voiceProfile = 'en-US-BenjaminRUS'
export const say = (text: string, more: object = {}) => ({ action: 'say', params: { text, voiceProfile, ...more } })
export const capture = (more: object = {}) => ({
  action: 'sayAndCapture',
  params: { promptMessage: 'Which?', voiceProfile, minDigits: 1, maxDigits: 1, overallTimeout: 5000, noOfTries: 1, ...more },
})
export const hangup = { action: 'hangup', params: {} }
export const makeCall = (destination: string, more: object = {}) => ({
  action: 'makeCall',
  params: { source: '4930999', destination, ...more },
})
export const shop = backend.parse({
  kind: 'callActions',
  id: 'shop',
  name: 'Shop',
  url: 'http://shop/vca',
  summaryUrl: 'http://shop/vss',
  subAccountId: 'sub1',
  headers: { 'x-key': 'k' },
})
export const parts: OfficeParts = {
  routes: { '5000': 'builtin:callActions:shop' },
  extensions: ['201'],
  more: {
    backends: new Map([['shop', shop]]),
    outgoing: [{ id: 'o', pattern: '.', trunkId: 't1', callerId: '', strip: 0, class: 'national' }],
  },
}

type Vca = z.infer<typeof callAction>['payload']

/** Answers the office's questions with the documents, one after the other; every webhook must be as 8x8 publishes it. */
export function backendOf(w: World, documents: unknown[]) {
  const vcas: Vca[] = []
  w.http.answer = (request) => {
    vcas.push(callAction.parse(JSON.parse(request.body ?? '{}')).payload)
    const said = documents[Math.min(vcas.length - 1, documents.length - 1)]
    return typeof said === 'function' ? said() : answered(200, said)
  }
  const summaries = () =>
    [...w.stores.posts.values()].map(({ url, body }): Record<string, unknown> => {
      const { payload } = sessionSummary.parse(JSON.parse(body))
      return { url, ...payload }
    })
  return { vcas, summaries }
}

export async function inbound(documents: unknown[], more: { parts?: OfficeParts; hostDies?: boolean } = {}) {
  const all = { ...parts, ...more.parts }
  const w = more.hostDies ? world(all, []) : await office(all)
  if (more.hostDies) await w.engine.start()
  const told = backendOf(w, documents)
  const caller = w.sim.call('5000')
  await w.clock.advance(0)
  return { ...w, ...told, caller, heard: () => caller.heard.map((uri) => uri.replace(/^sound:\/tts\//, '')) }
}
