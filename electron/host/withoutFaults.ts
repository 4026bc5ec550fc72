// The store as calls see it: what cannot be read is answered with what does least harm, and never ends a call.
import type { Log } from '../engine/ports.ts'

type Answers<T> = { [K in keyof T]?: () => T[K] extends (...args: never[]) => infer R ? Awaited<R> : never }

/** `target` whose methods never throw and never reject: a failure is logged and answered from `answers`. */
export function withoutFaults<T extends object>(target: T, name: string, answers: Answers<T>, log: Pick<Log, 'error'>): T {
  const guarded = Object.entries(answers).map(([method, answer]) => {
    const failed = (error: unknown) => {
      log.error('the store failed a call', { doing: `${name}.${method}`, error: String(error) })
      return (answer as () => unknown)()
    }
    const call = (...args: unknown[]): unknown => {
      try {
        const result = (target[method as keyof T] as (...given: unknown[]) => unknown)(...args)
        return result instanceof Promise ? result.catch(failed) : result
      } catch (error) {
        return failed(error)
      }
    }
    return [method, call]
  })
  return { ...target, ...Object.fromEntries(guarded) }
}
