// The running office as the console knows it.
export { startFeed } from './feed.ts'
export type { LiveState } from './state.ts'
export { lastChangeOf } from './state.ts'
export { callBySipId, live, useLastChangeOf, useLive, useLiveList } from './store.ts'
