// Which pages are ours: those of the desktop app itself, and those of the office that it has joined.
export const scheme = 'app'
export const origin = 'app://cordboard'
export const startPage = `${origin}/`
/** On which an office is chosen. */
export const choosePage = `${origin}/join.html`

/** The small window of a call. */
export const callPage = `${origin}/call.html`

let joined: string | null = null

/** The origin of the joined office, whose pages are ours from now on; null for none. */
export function joinOrigin(address: string | null): void {
  joined = address
}

/** A page that came with this program. `URL.origin` is `null` for schemes of one's own, so the parts are compared. */
export function isBuiltIn(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${scheme}:` && url.host === 'cordboard'
}

/** Whether the address is a page of ours. */
export function isOurs(address: string): boolean {
  return isBuiltIn(address) || (joined !== null && URL.parse(address)?.origin === joined)
}
