// The running office as the console knows it.
export { startFeed } from './feed.ts'
export { applyEvents, emptyLive, enterEpoch, type LiveState, resumeFrom, withWork } from './state.ts'
export { callBySipId, live, useLive, useLiveList } from './store.ts'
export { loadWork } from './work.ts'
