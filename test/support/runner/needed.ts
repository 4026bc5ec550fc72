// Fails a file at once when a program that it needs cannot be had (`programs.ts`).
import { inject } from 'vitest'

const missing = inject('missing')
if (missing !== null) throw new Error(missing)
