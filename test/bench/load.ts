import type { Bench } from './support/report.ts'

export const load: Bench = { name: 'load', about: '', run: async () => {} }
