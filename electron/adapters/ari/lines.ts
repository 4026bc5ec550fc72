// The media lines that are open, and the sound their channels need.

import type { MediaLine, MediaLineOptions } from '../../engine/ports.ts'
import type { AriAccess } from './access.ts'
import { isLineId } from './lineIds.ts'
import { openLine } from './mediaLine.ts'
import type { AriSession } from './session.ts'
import { SoundKeeper } from './soundKeeper.ts'

export class AriLines {
  readonly sound: SoundKeeper
  private readonly session: AriSession
  private readonly access: AriAccess
  /** Lines that are open or being opened, by the beginning of their ids. */
  private readonly open = new Set<string>()

  constructor(session: AriSession, access: AriAccess) {
    this.session = session
    this.access = access
    this.sound = new SoundKeeper(session)
  }

  /** Opens one; rejects with TelephonyError. */
  async begin(options: MediaLineOptions): Promise<MediaLine> {
    const own = `cb-l-${options.lineId}-`
    let release = () => {}
    const close = async (line?: MediaLine) => {
      release()
      await line?.close()
      this.open.delete(own)
    }
    this.open.add(own)
    try {
      release = await this.sound.keep(options.channelId)
      const line = await openLine(this.session, this.access, options)
      return {
        play: (pcm) => line.play(pcm),
        mark: (name) => line.mark(name),
        clear: () => line.clear(),
        close: () => close(line),
      }
    } catch (error) {
      await close()
      throw error
    }
  }

  /** Without the channels or bridges of open lines, which are nobody else's affair; those of a host that died stay. */
  without<T extends { id: string }>(all: T[]): T[] {
    return all.filter(({ id }) => !isLineId(id) || ![...this.open].some((own) => id.startsWith(own)))
  }
}
