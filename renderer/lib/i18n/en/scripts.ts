// The office's scripts.
export const scripts = {
  help: 'Call handlers in TypeScript, run by Script steps. A changed file is in force for the next call. They lie in',
  good: 'in order',
  failed: 'its last run failed',
  broken: 'cannot be loaded',
  name: 'Script',
  state: 'State',
  flows: 'Run by',
  changed: 'Changed',
  nobody: 'no flow',
}
