export const common = {
  anonymous: 'Anonymous caller',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved.',
  remove: 'Remove',
  removeSure: (name: string) => `Remove “${name}”?`,
  close: 'Close',
  view: 'Show or hide',
  copy: 'Copy',
  copied: 'Copied',
  add: 'Add',
  edit: 'Edit',
  search: 'Search',
  retry: 'Try again',
  loading: 'Loading…',
  all: 'All',
  none: 'None',
  nobody: 'Nobody',
  note: 'Note',
  more: 'More',
  actions: 'Actions',
  name: 'Name',
  number: 'Number',
  queue: 'Queue',
  operator: 'Operator',
  state: 'State',
  since: 'Since',
  yes: 'Yes',
  no: 'No',
  yesterdayOr: 'earlier',
  couldNotLoad: 'This could not be loaded.',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  position: 'Position',
  download: 'Download',
  soundGone: 'The sound could not be loaded. It may have been deleted.',
}

export const states = {
  offline: 'Offline',
  available: 'Available',
  ringing: 'Ringing',
  busy: 'On a call',
  wrapUp: 'Wrap-up',
  paused: 'Paused',
  unreachable: 'Unreachable',
}

export const reasons = {
  phoneOffline: 'The telephone is not registered.',
  missedCalls: 'Two calls in a row were not answered.',
}

export const outcomes = {
  running: 'Running',
  completed: 'Completed',
  answered: 'Answered',
  abandoned: 'Abandoned',
  voicemail: 'Voicemail',
  callback: 'Callback',
  rejected: 'Rejected',
  failed: 'Failed',
  lost: 'Lost',
}

export const problems = {
  unknown: 'Something went wrong. Try again; if it stays, tell your administrator.',
  locked: 'Locked after too many tries. Wait a while or ask a supervisor to lift it.',
  lockedUntil: (time: string) => `Locked after too many tries, until ${time}. A supervisor can lift it.`,
  wrongPin: 'That PIN is not right.',
  wrongPinLeft: (left: number) => `That PIN is not right. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
  byCode: {
    NOT_CONNECTED: 'The host cannot be reached right now. Nothing was sent; try again when the connection is back.',
    UNAUTHENTICATED: 'You are signed out. Sign in again.',
    TOO_LARGE: 'That is too large to be sent.',
  },
}
