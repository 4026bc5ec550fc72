// Every node type by its name. The engine's and the editor's indexes are checked against this one.
import type { z } from 'zod'
import { answer } from './answer.ts'
import { backToDialplan } from './backToDialplan.ts'
import { businessHours } from './businessHours.ts'
import { callActions } from './callActions.ts'
import { callback } from './callback.ts'
import { condition } from './condition.ts'
import { conference } from './conference.ts'
import { dialByName } from './dialByName.ts'
import { busy, hangup, pause, reject } from './ends.ts'
import { getDigits } from './getDigits.ts'
import { httpRequest } from './httpRequest.ts'
import { huntGroup } from './huntGroup.ts'
import { menu } from './menu.ts'
import { messages } from './messages.ts'
import type { NodeType } from './nodeType.ts'
import { park } from './park.ts'
import { playAudio } from './playAudio.ts'
import { queue } from './queue.ts'
import { queueLogin } from './queueLogin.ts'
import { record } from './record.ts'
import { redirect } from './redirect.ts'
import { script } from './script.ts'
import { setVariable } from './setVariable.ts'
import { start } from './start.ts'
import { stepProvider } from './stepProvider.ts'
import { stopStream, streamAudio } from './streams.ts'
import { exit, subflow } from './subflow.ts'
import { transfer } from './transfer.ts'
import { voicemail } from './voicemail.ts'
import { webhook } from './webhook.ts'

export const nodeTypes = {
  start,
  answer,
  playAudio,
  getDigits,
  menu,
  businessHours,
  transfer,
  huntGroup,
  queue,
  queueLogin,
  conference,
  callback,
  voicemail,
  messages,
  record,
  webhook,
  httpRequest,
  stepProvider,
  callActions,
  script,
  streamAudio,
  stopStream,
  dialByName,
  subflow,
  exit,
  setVariable,
  condition,
  pause,
  reject,
  busy,
  hangup,
  backToDialplan,
} as const

/** Types of the host's own flows: no editor shows them and no office's flow may hold one. */
export const hostNodeTypes = { park, redirect } as const

export type NodeTypes = typeof nodeTypes
export type NodeTypeName = keyof NodeTypes
/** Whatever the engine can run. */
export type RunnableName = NodeTypeName | keyof typeof hostNodeTypes
/** A node's checked configuration. */
export type ConfigOf<T extends RunnableName> = z.output<(NodeTypes & typeof hostNodeTypes)[T]['schema']>

/** Fields that a type edits by itself (`ownFields`). */
export type OwnFieldOf<T extends NodeTypeName> = NodeTypes[T] extends NodeType<infer _, infer Own> ? Own : never

/** The type of that name, or null; the union is widened so that callers need not know it. */
export function nodeTypeOf(name: string): NodeType | null {
  return Object.hasOwn(nodeTypes, name) ? (nodeTypes[name as NodeTypeName] as unknown as NodeType) : null
}

/** Whether steps of the type can run beside the call and after it. */
export const runsBeside = (type: string | undefined): boolean => nodeTypeOf(type ?? '')?.withoutCall ?? false

/** As `nodeTypeOf`, also for the types of the host's own flows. */
export function runnableTypeOf(name: string): NodeType | null {
  return Object.hasOwn(hostNodeTypes, name)
    ? (hostNodeTypes[name as keyof typeof hostNodeTypes] as unknown as NodeType)
    : nodeTypeOf(name)
}
