// What records are called, wherever they are named.
import { z } from 'zod'

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_.:-]+$/, 'letters, digits, dot, dash, underscore and colon only')
