// How each node type is edited. A type without settings has no form.
import type { ComponentType } from 'react'
import type { NodeTypeName } from '../../../shared/nodes/index.ts'
import { BusinessHoursForm } from './businessHours.tsx'
import { CallActionsForm } from './callActions.tsx'
import { CallbackForm } from './callback.tsx'
import { ConditionForm } from './condition.tsx'
import { ConferenceForm } from './conference.tsx'
import { DialByNameForm } from './dialByName.tsx'
import { GetDigitsForm } from './getDigits.tsx'
import { HttpRequestForm } from './httpRequest.tsx'
import { HuntGroupForm } from './huntGroup.tsx'
import { MenuForm } from './menu.tsx'
import { PauseForm } from './pause.tsx'
import { PlayAudioForm } from './playAudio.tsx'
import { QueueForm } from './queue.tsx'
import { QueueLoginForm } from './queueLogin.tsx'
import { RecordForm } from './record.tsx'
import { RejectForm } from './reject.tsx'
import { ScriptForm } from './script.tsx'
import { SetVariableForm } from './setVariable.tsx'
import { StepProviderForm } from './stepProvider.tsx'
import { StopStreamForm, StreamAudioForm } from './streams.tsx'
import { ExitForm, SubflowForm } from './subflow.tsx'
import { TransferForm } from './transfer.tsx'
import { VoicemailForm } from './voicemail.tsx'
import { WebhookForm } from './webhook.tsx'

export const forms = {
  start: null,
  answer: null,
  playAudio: PlayAudioForm,
  getDigits: GetDigitsForm,
  menu: MenuForm,
  businessHours: BusinessHoursForm,
  transfer: TransferForm,
  huntGroup: HuntGroupForm,
  queue: QueueForm,
  queueLogin: QueueLoginForm,
  conference: ConferenceForm,
  callback: CallbackForm,
  voicemail: VoicemailForm,
  record: RecordForm,
  webhook: WebhookForm,
  httpRequest: HttpRequestForm,
  stepProvider: StepProviderForm,
  callActions: CallActionsForm,
  script: ScriptForm,
  streamAudio: StreamAudioForm,
  stopStream: StopStreamForm,
  dialByName: DialByNameForm,
  subflow: SubflowForm,
  exit: ExitForm,
  setVariable: SetVariableForm,
  condition: ConditionForm,
  pause: PauseForm,
  reject: RejectForm,
  busy: null,
  hangup: null,
} satisfies { [T in NodeTypeName]: ComponentType | null }
