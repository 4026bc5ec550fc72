// The office's scripts.
export const scripts = {
  waiting: 'These files came with a restored backup. No script runs before you have approved them.',
  approve: 'Approve',
  help: 'Call handlers in TypeScript, run by Script steps. A changed file is in force for the next call. They lie in',
  good: 'In order',
  failed: 'The last run failed',
  broken: 'Cannot be loaded',
  name: 'Script',
  state: 'State',
  flows: 'Run by',
  changed: 'Changed',
  /** At the Script step. */
  missing: 'The host has no script of this name yet.',
  hasFailed: 'Its last run failed; Settings → Scripts says where.',
  isBroken: 'It cannot be loaded; Settings → Scripts says where.',
  nobody: 'No flow',
  first: 'A first one, to be saved as reception.ts:',
  copy: 'Copy',
  copied: 'Copied',
}
