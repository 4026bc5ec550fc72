import type { Bench } from './support/report.ts'

export const recovery: Bench = { name: 'recovery', about: '', run: async () => {} }
