// What an Asterisk that others run has of this office, beside what it should have; and telephones of its own that the office does not know.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { GuestDrift, GuestLine, GuestPhone } from '../../../../shared/domain/guest.ts'
import { type AriLogin, askAri, configured, type ListedEndpoint, listEndpoints } from './asked.ts'
import { type GuestConfig, guestContexts } from './files.ts'

export type GuestFound = { drift: GuestDrift; phones: GuestPhone[]; lines: GuestLine[] }

/** So many questions at once. */
const atOnce = 8
/** So many telephones of theirs are asked for their names, and offered. */
const mostOffered = 200

/** Rejects where it does not answer, or does not know the ARI user. */
export async function lookAtGuest(login: AriLogin, config: GuestConfig): Promise<GuestFound> {
  const listed = await listEndpoints(login)
  const names = new Set(listed.map(({ name }) => name))
  const there = config.extensions.filter(({ number }) => names.has(`${number}-web`))
  const [fits, phones, numbers] = await Promise.all([
    each(there, ({ number, webHa1 }) => signsInWith(login, `${number}-web`, webHa1)),
    ownPhones(login, listed, new Set(config.extensions.map(({ number }) => number))),
    missingNumbers(login, config),
  ])
  const wanted = new Set(config.extensions.map(({ number }) => `${number}-web`))
  const isOurs = ({ name }: ListedEndpoint) => /^\d{2,6}-web$/.test(name)
  return {
    phones,
    lines: listed.filter(({ name }) => !/^\d+(-\w+)?$/.test(name)).slice(0, mostOffered),
    drift: {
      missing: config.extensions.filter(({ number }) => !names.has(`${number}-web`)).map(({ number }) => number),
      outdated: there.filter((_, index) => fits[index] === false).map(({ number }) => number),
      left: listed.filter((one) => isOurs(one) && !wanted.has(one.name)).map(({ name }) => name.replace('-web', '')),
      numbers,
    },
  }
}

/** Whether it has the secret that the office made; null where it does not say. */
async function signsInWith(login: AriLogin, id: string, ha1: string): Promise<boolean | null> {
  const auth = await configured(login, 'auth', id)
  if (auth === null) return false
  const secret = auth.get('md5_cred') || auth.get('password_digest')?.replace(/^MD5:/i, '')
  return secret ? secret.toLowerCase() === ha1 : null
}

/** Telephones of theirs whose numbers are none of the office's. */
async function ownPhones(login: AriLogin, listed: readonly ListedEndpoint[], known: ReadonlySet<string>): Promise<GuestPhone[]> {
  const found = listed.filter(({ name }) => /^\d{2,6}$/.test(name) && !known.has(name)).slice(0, mostOffered)
  return each(found, async ({ name, online }) => {
    const settings = await configured(login, 'endpoint', name)
    return { number: name, name: nameIn(settings?.get('callerid') ?? ''), online }
  })
}

/** The name in a caller id: `"Anna" <101>`. */
export const nameIn = (callerId: string): string => (/^\s*"?([^"<]*?)"?\s*(?:<|$)/.exec(callerId)?.[1] ?? '').trim().slice(0, 80)

const variable = z.object({ value: z.string() })

/** The numbers that its dialplan does not lead to the office; null where it cannot be asked, as while the host is not connected. */
async function missingNumbers(login: AriLogin, { app, numbers }: GuestConfig): Promise<string[] | null> {
  const id = `cb-a-${randomUUID()}`
  const asking = new URLSearchParams({ endpoint: `Local/s@${guestContexts.numbers}/n`, app, appArgs: 'asking', channelId: id })
  try {
    const made = await askAri(login, `/channels/create?${asking}`, 'POST')
    if (made.status !== 200) return null
    const exist = await each(numbers, async (number) => {
      const question = new URLSearchParams({ variable: `DIALPLAN_EXISTS(${guestContexts.numbers},${number},1)` })
      const { body } = await askAri(login, `/channels/${id}/variable?${question}`)
      return variable.parse(body).value === '1'
    })
    return numbers.filter((_, index) => !exist[index])
  } catch {
    return null // what keeps it from answering is a finding of its own
  } finally {
    await askAri(login, `/channels/${id}`, 'DELETE').catch(() => {}) // the next snapshot removes it
  }
}

/** Some at once, in their order. */
export async function each<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < list.length; at += atOnce) results.push(...(await Promise.all(list.slice(at, at + atOnce).map(work))))
  return results
}
