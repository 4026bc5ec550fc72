// What is there: channels and bridges of our application, and which of those we remember are gone.

import { z } from 'zod'
import type { BridgeInfo, ChannelInfo, TelephonyError } from '../../engine/ports.ts'
import { ariBridge, ariChannel } from './frames.ts'
import type { AriSession } from './session.ts'
import { channelInfo } from './translate.ts'

const application = z.object({ channel_ids: z.array(z.string()) })

/** Bridges of `app` bear this in front of their name, so that another application's are never touched. */
export const bridgeName = (app: string, name: string): string => `${app}:${name}`

export interface Snapshot {
  channels: ChannelInfo[]
  bridges: BridgeInfo[]
  /** Ids of all channels in Asterisk, whoever they belong to. */
  present: Set<string>
}

/** Reads application, channels and bridges. Throws TelephonyError. */
export async function readSnapshot(session: AriSession, app: string): Promise<Snapshot> {
  const [ours, all, bridges] = await Promise.all([
    session
      .command('reading the application', [], (ari) => ari.applications.get({ applicationName: app }))
      .catch((error: TelephonyError) => {
        if (error.code === 'notFound') session.lostApplication()
        throw error
      }),
    session.command('listing channels', [], (ari) => ari.channels.list({})),
    session.command('listing bridges', [], (ari) => ari.bridges.list({})),
  ])
  const ids = new Set(application.parse(ours).channel_ids)
  const channels = z.array(ariChannel).parse(all)
  const prefix = bridgeName(app, '')
  const own = z
    .array(ariBridge)
    .parse(bridges)
    .filter(({ name }) => name.startsWith(prefix))
  return {
    channels: channels.filter(({ id }) => ids.has(id)).map(channelInfo),
    bridges: own.map(({ id, name, channels }) => ({ id, name: name.slice(prefix.length), channels })),
    present: new Set(channels.map(({ id }) => id)),
  }
}
