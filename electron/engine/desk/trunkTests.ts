// A call over one trunk, to see what its provider does with it: placed without a telephone of ours, it says something and ends.
import { DialError, requireNumber } from '../../../shared/domain/dial.ts'
import { type Dialler, ringables } from '../actions/destinations.ts'
import { EngineError, type TrunkTestApi, type TrunkTestEnd } from '../api.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import type { ChannelOwner } from '../session/channels.ts'
import type { OfficeContext, PbxContext } from '../session/context.ts'
import type { Ringable } from '../session/ringing.ts'

type TestContext = { pbx: PbxContext; office: OfficeContext }

const ringSeconds = 30
/** How long the answering party hears that it is a test, ms. */
const speakMs = 4000
const words = ['sound:demo-congrats']

/** Places one at a time. */
export class TrunkTests implements TrunkTestApi {
  private readonly context: TestContext
  private running = false

  constructor(context: TestContext) {
    this.context = context
  }

  async place(trunkId: string, number: string): Promise<TrunkTestEnd> {
    if (this.running) throw new EngineError('CONFLICT', 'A test call is being made.')
    const way = this.way(trunkId, number)
    this.running = true
    try {
      if (way.country !== undefined) this.context.office.limits.made(way.country)
      return await this.call(way, trunkId)
    } finally {
      this.running = false
    }
  }

  /** Throws EngineError NOT_FOUND, REFUSED. */
  private way(trunkId: string, number: string): Ringable {
    const { office } = this.context
    const { settings, trunks } = office.config
    if (!trunks.has(trunkId)) throw new EngineError('NOT_FOUND', 'There is no such trunk.')
    const dialler: Dialler = {
      office,
      kind: 'return',
      extension: null,
      from: '',
      fromName: '',
      read: () => '',
      handOver: null,
      operatorId: null,
    }
    try {
      const asked = requireNumber(number, settings.country).number
      // Nobody is sent help to by a test.
      if (settings.emergencyNumbers.includes(asked))
        throw new DialError('notAllowed', 'Emergency numbers are not called for a test.')
      const [way] = ringables(dialler, { kind: 'number', number: asked, trunkId }, '')
      if (way?.to.kind !== 'trunk') throw new DialError('notANumber', 'That is a number inside.')
      return way
    } catch (error) {
      if (error instanceof DialError) throw new EngineError('REFUSED', error.message, { reason: error.code })
      if (error instanceof ConfigurationError) throw new EngineError('REFUSED', error.message, { reason: 'noTrunk' })
      throw error
    }
  }

  private call(way: Ringable, trunkId: string): Promise<TrunkTestEnd> {
    const { pbx } = this.context
    const { telephony, clock, chance, channels, log } = pbx
    const channelId = `cb-${chance.id()}`
    const begun = clock.now()
    const dialled = way.to.kind === 'trunk' ? way.to.number : ''
    const hangUp = () =>
      telephony
        .hangup(channelId, 'normal')
        .catch((error: unknown) => log.warn('a test call was not hung up', { channelId, error: String(error) }))
    return new Promise((resolve) => {
      let rang = false
      let answeredAt: number | null = null
      const end = (how: Pick<TrunkTestEnd, 'status' | 'cause' | 'unreachable'>) => {
        channels.disown(channelId, owner)
        const seconds = Math.round(((answeredAt ?? clock.now()) - begun) / 1000)
        resolve({ dialled, rang, seconds, answered: answeredAt !== null, ...how })
      }
      const showed = () => {
        rang = true
      }
      const owner: ChannelOwner = {
        trunkId,
        ringing: showed,
        earlySound: showed,
        entered: () => {
          answeredAt = clock.now()
          telephony.play({ channel: channelId }, `${channelId}-said`, words).catch(() => {}) // silence is a test as well
          clock.after(speakMs, () => pbx.background(hangUp()))
        },
        ended: ({ sip, cause }) => {
          const refused = answeredAt === null
          end({ status: refused ? sip : 200, cause: refused ? cause : null, unreachable: false })
        },
      }
      channels.own(channelId, owner)
      telephony
        .originate({
          channelId,
          to: way.to,
          callerId: way.callerId,
          timeoutSeconds: ringSeconds,
          callId: channelId,
          role: 'trunkTest',
        })
        .catch((error: unknown) => {
          log.info('a test call was not dialled', { trunkId, error: String(error) })
          pbx.background(hangUp())
          end({ status: null, cause: null, unreachable: true })
        })
    })
  }
}
