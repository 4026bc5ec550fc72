// Requests which concern the same channel (or bridge) go out one after the other; others do not wait.

export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>()

  /** Runs `work` after everything asked earlier for any of these keys. */
  run<T>(keys: string[], work: () => Promise<T>): Promise<T> {
    const before = keys.map((key) => this.tails.get(key)).filter((tail) => tail !== undefined)
    const result = before.length > 0 ? Promise.all(before).then(work) : work()
    const tail = result.then(
      () => {},
      () => {}, // the caller of `run` is told; the next of the key only waits
    )
    for (const key of keys) this.tails.set(key, tail)
    void tail.then(() => this.forget(keys, tail))
    return result
  }

  private forget(keys: string[], tail: Promise<unknown>): void {
    for (const key of keys) if (this.tails.get(key) === tail) this.tails.delete(key)
  }
}
