// Settings of the office that are about calls: where SIP listens.
import { z } from 'zod'

/** Where the managed Asterisk listens for desk phones and trunks. */
export const sipSettings = {
  /** An IPv4 address of this computer, `0.0.0.0` for all of them; empty: as the host was started. In force from the host's next start. */
  sipAddress: z.union([z.literal(''), z.ipv4()], 'an address such as 192.168.1.10').default(''),
}
