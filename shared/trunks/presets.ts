// What providers of trunks are known for: public facts of each, as data files. Anything an office gets only with its account is left out.
import { z } from 'zod'
import { trunk } from '../domain/trunk.ts'
import oneAndOne from './1und1.json' with { type: 'json' }
import callcentric from './callcentric.json' with { type: 'json' }
import companyflex from './companyflex.json' with { type: 'json' }
import dusnet from './dusnet.json' with { type: 'json' }
import fritzbox from './fritzbox.json' with { type: 'json' }
import localphone from './localphone.json' with { type: 'json' }
import peoplefone from './peoplefone.json' with { type: 'json' }
import sipgate from './sipgate.json' with { type: 'json' }
import telekom from './telekom.json' with { type: 'json' }
import telnyx from './telnyx.json' with { type: 'json' }
import twilio from './twilio.json' with { type: 'json' }
import voipfone from './voipfone.json' with { type: 'json' }
import voipms from './voipms.json' with { type: 'json' }
import vonage from './vonage.json' with { type: 'json' }
import zadarma from './zadarma.json' with { type: 'json' }

const known = trunk.pick({
  host: true,
  port: true,
  srv: true,
  transport: true,
  srtp: true,
  outboundProxy: true,
  register: true,
  codecs: true,
  dtmf: true,
  identityHeader: true,
  numbersOut: true,
  numbersIn: true,
})

export const trunkPreset = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+$/),
  /** As the provider calls itself. */
  name: z.string().min(1).max(80),
  /** Where it is offered, ISO 3166-1 alpha-2; none: in many. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)),
  /** What is not said is as for any provider. */
  trunk: known.strict(),
})
export type TrunkPreset = z.infer<typeof trunkPreset>

const files: readonly unknown[] = [
  oneAndOne,
  callcentric,
  companyflex,
  dusnet,
  fritzbox,
  localphone,
  peoplefone,
  sipgate,
  telekom,
  telnyx,
  twilio,
  voipfone,
  voipms,
  vonage,
  zadarma,
]

/** Every preset, by its name. */
export const trunkPresets: readonly TrunkPreset[] = files
  .map((file) => trunkPreset.parse(file))
  .sort((a, b) => a.name.localeCompare(b.name))

/** A generic trunk, which a preset starts from: what another preset set before is gone. */
const generic = known.parse({ host: 'generic' })

/** What a form starts with once the preset is chosen; null: any provider, whose server is yet to be named. */
export function presetValues(id: string | null): z.infer<typeof known> {
  const preset = trunkPresets.find((each) => each.id === id)
  return { ...generic, outboundProxy: '', host: '', ...preset?.trunk }
}
