// Every node's behaviour by its type; a type without one does not compile.
import type { NodeTypeName, RunnableName } from '../../../shared/nodes/index.ts'
import type { Behaviour } from './behaviour.ts'
import { callActions } from './callActions.ts'
import { callback } from './callback.ts'
import { conference } from './conference.ts'
import { dialByName } from './dialByName.ts'
import { httpRequest } from './httpRequest.ts'
import { huntGroup } from './huntGroup.ts'
import { menu } from './menu.ts'
import { park } from './park.ts'
import { queue } from './queue.ts'
import { queueLogin } from './queueLogin.ts'
import { record } from './record.ts'
import { redirect } from './redirect.ts'
import { script } from './script.ts'
import {
  answer,
  businessHours,
  busy,
  condition,
  exit,
  getDigits,
  hangup,
  pause,
  playAudio,
  reject,
  setVariable,
  start,
  subflow,
  webhook,
} from './simple.ts'
import { stepProvider } from './stepProvider.ts'
import { stopStream, streamAudio } from './streams.ts'
import { transfer } from './transfer.ts'
import { voicemail } from './voicemail.ts'

const behaviours = {
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
} satisfies { [T in NodeTypeName]: Behaviour<T, never> | Behaviour<T, unknown> | object }

/** The behaviour of a type; its state and configuration are checked by their schemas where they come in. */
export const behaviourOf = (type: RunnableName): Behaviour<RunnableName, unknown> =>
  (type === 'park' ? park : type === 'redirect' ? redirect : behaviours[type]) as unknown as Behaviour<RunnableName, unknown>
