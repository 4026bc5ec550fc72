// Devices that signed in to an account before: a signed cookie of a year, which proves that and gives no rights.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

export const deviceCookie = 'cordboard-device'
export const deviceMs = 365 * 24 * 3_600_000

const content = z.object({ device: z.string().min(8).max(40), users: z.array(z.string()).max(20), until: z.number() })
type Content = z.infer<typeof content>

/** `key` is the office's and leaves the host never. */
export function devices(key: () => string, now: () => number) {
  const proof = (body: string) => createHmac('sha256', key()).update(body).digest()
  const read = (cookie: string | undefined): Content | null => {
    const [body = '', signature = ''] = (cookie ?? '').split('.')
    const given = Buffer.from(signature, 'base64url')
    const right = proof(body)
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null
    const found = content.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
    return found.success && found.data.until > now() ? found.data : null
  }
  return {
    /** The device's id when it signed in as that user before; else null. */
    known(cookie: string | undefined, userId: string): string | null {
      const found = read(cookie)
      return found?.users.includes(userId) ? found.device : null
    },
    /** The cookie of a device that now signed in as that user. */
    cookieFor(before: string | undefined, userId: string): string {
      const known = read(before)
      const users = [userId, ...(known?.users ?? []).filter((each) => each !== userId)].slice(0, 20)
      const device = known?.device ?? randomBytes(12).toString('base64url')
      const body = Buffer.from(JSON.stringify({ device, users, until: now() + deviceMs })).toString('base64url')
      return `${body}.${proof(body).toString('base64url')}`
    },
  }
}
