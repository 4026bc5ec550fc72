// The drawing of each node icon, and a colour for each group of node types.
import {
  IconAddressBook,
  IconArrowRight,
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
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import type { NodeGroup, NodeIcon } from '../../../shared/nodes/nodeType.ts'

const icons: { [I in NodeIcon]: typeof IconFlag } = {
  addressBook: IconAddressBook,
  arrowRight: IconArrowRight,
  calendarClock: IconCalendarClock,
  clockPause: IconClockPause,
  code: IconCode,
  dialpad: IconDialpad,
  doorExit: IconDoorExit,
  flag: IconFlag,
  gitBranch: IconGitBranch,
  handStop: IconHandStop,
  headset: IconHeadset,
  keyboard: IconKeyboard,
  microphone: IconMicrophone,
  phoneCall: IconPhoneCall,
  phoneIncoming: IconPhoneIncoming,
  phoneOff: IconPhoneOff,
  phoneOutgoing: IconPhoneOutgoing,
  phonePause: IconPhonePause,
  recordMail: IconRecordMail,
  route: IconRoute,
  script: IconScript,
  sitemap: IconSitemap,
  userCheck: IconUserCheck,
  usersGroup: IconUsersGroup,
  variable: IconVariable,
  volume: IconVolume,
  waveSawTool: IconWaveSawTool,
  waveSine: IconWaveSine,
  webhook: IconWebhook,
  worldDownload: IconWorldDownload,
}

const colours: { [G in NodeGroup]: string } = {
  start: 'var(--cord-teal)',
  say: 'var(--cord-busy)',
  ask: 'var(--cord-violet)',
  decide: 'var(--cord-warn)',
  connect: 'var(--cord-good)',
  keep: 'var(--cord-pink)',
  end: 'var(--cord-bad)',
  data: 'var(--cord-idle)',
}

/** The icon of a node type; types this console does not know have a question mark. */
export function iconOf(type: string): typeof IconFlag {
  const known = nodeTypeOf(type)
  return known ? icons[known.icon] : IconQuestionMark
}

export const colourOf = (type: string): string => colours[nodeTypeOf(type)?.group ?? 'data']
