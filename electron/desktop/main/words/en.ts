// What the desktop shell says by itself, in English.
export const en = {
  open: 'Open Cordboard',
  quit: 'Quit Cordboard',
  otherOffice: 'Another office…',
  goesOn:
    'Cordboard goes on without its window: calls ring here as before. Its icon beside the clock, or starting it once more, brings the window back.',
  inCall: 'You are in a call.',
  callGoesOn: 'If the window is closed, the call goes on without it.',
  callBreaks: 'Loading the page again interrupts the sound for a moment.',
  hide: 'Close the window',
  reload: 'Load again',
  stay: 'Stay here',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  ok: 'Understood',
  learnWord: 'Add to the dictionary',
  dial: (number: string) => `Put ${number} into the number field`,
  callRuns: 'A call is running.',
  callsRun: (calls: number) => `${calls} calls are running.`,
  callsAfterQuit: 'If you quit, callers who wait stay with Asterisk, and your own conversation is held until Cordboard is back.',
  keepRunning: 'Keep running',
  quitNow: 'Quit',
  notStarted: 'Cordboard could not start',
  rings: (who: string) => `Call from ${who}`,
  missed: (calls: number) => `Missed or ringing calls: ${calls}`,
}
export type ShellWords = typeof en
