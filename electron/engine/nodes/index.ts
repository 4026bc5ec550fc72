// Every node's behaviour by its type: exactly the types of `shared/nodes`, each with its own configuration, or it does not compile.
import type { RunnableName } from '../../../shared/nodes/index.ts'
import type { Ports } from '../ports.ts'
import type { Parking } from '../session/parking.ts'
import type { Rooms } from '../session/rooms.ts'
import { backToDialplan } from './backToDialplan.ts'
import type { Behaviour, BehaviourOf } from './behaviour.ts'
import { callActions } from './callActions.ts'
import { callback } from './callback.ts'
import { conference } from './conference.ts'
import { dialByName } from './dialByName.ts'
import { httpRequest } from './httpRequest.ts'
import { huntGroup } from './huntGroup.ts'
import { menu } from './menu.ts'
import { type MessagesContext, messages } from './messages.ts'
import { park } from './park.ts'
import { type QueueContext, queue } from './queue.ts'
import { type LoginContext, queueLogin } from './queueLogin.ts'
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

/** What the nodes work with that a call does not bring along. */
export type NodesContext = Pick<Ports, 'http' | 'outbox' | 'scripts' | 'voicemails'> & {
  live: MessagesContext['live']
  queueing: QueueContext & LoginContext
  rooms: Rooms
  parking: Parking
}

/** Every node's behaviour by its type, each with what it needs; a type without one does not compile. */
export function nodeBehaviours(context: NodesContext): BehaviourOf {
  const { queueing } = context
  const embedded = { transfer, queue: queue(queueing), voicemail: voicemail(context) }
  const behaviours = {
    start,
    answer,
    playAudio,
    getDigits,
    menu,
    businessHours,
    transfer,
    huntGroup,
    queue: embedded.queue,
    queueLogin: queueLogin(queueing),
    conference: conference(context),
    callback: callback(queueing),
    voicemail: embedded.voicemail,
    messages: messages({ ...context, transfer }),
    record,
    webhook: webhook(context),
    httpRequest: httpRequest(context),
    stepProvider: stepProvider({ ...context, nodes: embedded }),
    callActions: callActions({ ...context, transfer }),
    script: script(context),
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
    park: park({ parking: context.parking, operators: queueing.operators }),
    redirect: redirect(queueing),
  } satisfies { [T in RunnableName]: Behaviour<T> }
  return (type) => behaviours[type] as Behaviour<RunnableName, unknown>
}
