// What the person at the screen is told: loading, failing, done, and what is read aloud.
export { Announcer } from './Announcer.tsx'
export { announce } from './announce.ts'
export { LoadError, Loaded, LoadingRows } from './Loaded.tsx'
export { tell, tellError } from './tell.ts'
export { tellUndoable } from './tellUndo.tsx'
export { useAgain } from './useAgain.ts'
export { type Load, useLoad } from './useLoad.ts'
export { useWork } from './useWork.ts'
