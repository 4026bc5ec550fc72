// The desktop shell around the page: asking it, and what was chosen for it on this computer.
export { askShell, askThrough, listenToShell } from './ask.ts'
export { chooseForShell, shellChoices, useShellChoice } from './choices.ts'
export { useUpdates } from './updates.ts'
