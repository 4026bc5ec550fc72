// The port of an address, also where it is the scheme's own and no URL names it.

/** `https://office.example/` and `https://office.example:443/` are both on 443. */
export function portOf(address: string): number {
  const { port, protocol } = new URL(address)
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}
