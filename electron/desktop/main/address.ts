// The console's own origin in the desktop app.
export const scheme = 'app'
export const origin = 'app://cordboard'
export const startPage = `${origin}/`

/** Whether the address is a page of ours. `URL.origin` is `null` for schemes of one's own, so the parts are compared. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${scheme}:` && url.host === 'cordboard'
}
