import type { Bench } from './support/report.ts'

export const engine: Bench = { name: 'engine', about: '', run: async () => {} }
