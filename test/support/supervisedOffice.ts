// An office with an operator's phone and a supervisor's, and a caller who talks with the operator.
import type { Queue } from '../../shared/domain/office.ts'
import { type RealOffice, realOffice, until } from './office.ts'
import type { PhoneCall } from './phone/call.ts'
import type { Phone } from './phone/phone.ts'

export type SupervisedOffice = { office: RealOffice; agent: Phone; boss: Phone }

/** 201 is the operator alex, ready for calls of the reception; 203 is nobody's. `queue`: what the reception's queue is besides. */
export async function supervisedOffice(queue: Partial<Queue> = {}): Promise<SupervisedOffice> {
  const office = await realOffice()
  await office.change((o) => {
    const reception = o.queues.get('reception')
    if (reception) o.queues.save({ ...reception, announcePosition: false, wrapUpSeconds: 0, ...queue })
  })
  const agent = await office.desk('201')
  const boss = await office.desk('203')
  office.engine.desk.admit('alex')
  return { office, agent, boss }
}

/** A caller who came by the reception's menu and talks with the operator, each by a tone of their own. */
export async function talkingIn(
  { office, agent }: Pick<SupervisedOffice, 'office' | 'agent'>,
  from: string,
): Promise<{ customer: PhoneCall; operator: PhoneCall; id: string }> {
  const customer = await office.dial('5000', from)
  await customer.untilAnswered()
  await customer.audio.waitForAudio()
  await customer.audio.sendDtmf('1')
  const operator = await agent.nextCall()
  operator.answer()
  await operator.untilAnswered()
  customer.audio.sendTone(tone.customer)
  operator.audio.sendTone(tone.agent)
  await Promise.all([customer.audio.waitForTone(tone.agent), operator.audio.waitForTone(tone.customer)])
  const call = await until('the talk', () =>
    [...office.engine.parts.calls.values()].find((c) => c.conversation && c.from === from),
  )
  return { customer, operator, id: call.id }
}

/** Hz. */
export const tone = { customer: 440, agent: 660, boss: 1000 }
