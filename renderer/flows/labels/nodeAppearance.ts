// A sign for each type of node, a colour for each group of them.
import {
  IconAddressBook,
  IconArrowRight,
  IconBroadcast,
  IconCalendarClock,
  IconClockPause,
  IconCode,
  IconDialpad,
  IconDoorExit,
  IconFlag,
  IconGitBranch,
  IconHandStop,
  IconHeadset,
  IconKeyboard,
  IconMicrophone,
  IconPhoneCall,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPhonePause,
  IconQuestionMark,
  IconRecordMail,
  IconRoute,
  IconScript,
  IconSitemap,
  IconUserCheck,
  IconUsersGroup,
  IconVariable,
  IconVolume,
  IconWaveSawTool,
  IconWaveSine,
  IconWebhook,
  IconWorldDownload,
} from '@tabler/icons-react'
import type { NodeTypeName } from '../../../shared/nodes/index.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'

const signs = {
  start: IconFlag,
  answer: IconPhoneIncoming,
  playAudio: IconVolume,
  getDigits: IconKeyboard,
  menu: IconDialpad,
  businessHours: IconCalendarClock,
  transfer: IconArrowRight,
  huntGroup: IconPhoneCall,
  queue: IconHeadset,
  queueLogin: IconUserCheck,
  conference: IconUsersGroup,
  callback: IconPhoneOutgoing,
  voicemail: IconRecordMail,
  record: IconMicrophone,
  webhook: IconWebhook,
  httpRequest: IconWorldDownload,
  stepProvider: IconRoute,
  callActions: IconScript,
  script: IconCode,
  streamAudio: IconWaveSine,
  stopStream: IconWaveSawTool,
  dialByName: IconAddressBook,
  subflow: IconSitemap,
  exit: IconDoorExit,
  setVariable: IconVariable,
  condition: IconGitBranch,
  pause: IconClockPause,
  reject: IconHandStop,
  busy: IconPhonePause,
  hangup: IconPhoneOff,
} satisfies Partial<Record<NodeTypeName, typeof IconFlag>>

const colours = {
  start: 'var(--cord-good)',
  say: 'var(--cord-busy)',
  ask: 'var(--cord-violet)',
  decide: 'var(--cord-warn)',
  connect: 'var(--cord-good)',
  keep: 'var(--cord-busy)',
  end: 'var(--cord-bad)',
  data: 'var(--cord-idle)',
}

/** The sign of a node type; types this console does not know have a question mark. */
export const signOf = (type: string): typeof IconFlag =>
  Object.hasOwn(signs, type) ? signs[type as keyof typeof signs] : nodeTypeOf(type) ? IconBroadcast : IconQuestionMark

export const colourOf = (type: string): string => colours[nodeTypeOf(type)?.group ?? 'data']
