// The starter office's number and PINs: kept until an admin has seen them once.
import { z } from 'zod'
import type { Secrets } from './secrets.ts'

const starter = z.object({
  number: z.string(),
  operators: z.array(z.object({ name: z.string(), extension: z.string(), pin: z.string() })),
})
export type Starter = z.infer<typeof starter>

const name = 'starter'

export function starterRepository(secrets: Secrets) {
  return {
    get(): Starter | null {
      const text = secrets.get(name)
      return text === null ? null : starter.parse(JSON.parse(text))
    },
    set: (value: Starter): void => secrets.set(name, JSON.stringify(value)),
    dismiss: (): void => void secrets.remove(name),
  }
}
