// Whether a program may listen where it is about to.
import { createServer } from 'node:net'

/** Rejects with EADDRINUSE, EACCES or EADDRNOTAVAIL where it could not listen; port 0 is any free one. */
export async function portIsFree({ host, port }: { host: string; port: number }): Promise<void> {
  if (port === 0) return
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(port, host, resolve)
  })
  await new Promise((resolve) => probe.close(resolve))
}
