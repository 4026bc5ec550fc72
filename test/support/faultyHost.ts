// The host's program with a fault on call: SIGUSR2 throws where nobody catches.
process.on('SIGUSR2', () => {
  throw new Error('a fault that a test made')
})
await import('../../electron/cli/main.ts')
