// Primitives that know nothing of telephony: pages, marks, players, lists.
export { AudioPlayer, type PlayerWords } from './AudioPlayer.tsx'
export { listKeys } from './listKeys.ts'
export { Mark, StateMark, type Tone } from './Mark.tsx'
export { ChoiceRow, MasterDetail } from './MasterDetail.tsx'
export { Nothing } from './Nothing.tsx'
export { OnceShown, type Secret } from './OnceShown.tsx'
export { Page, Section } from './Page.tsx'
export { cssVariables, theme } from './theme.ts'
