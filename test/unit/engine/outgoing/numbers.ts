// What the tests of ways out dial: numbers of every class, every set of rights, and what counts as having left the house.
import { outgoingRule } from '../../../../shared/domain/office.ts'
import type { World } from '../../../support/memory.ts'

export type Right = 'national' | 'international' | 'premium'
export const rights: Right[][] = [[], ['national'], ['national', 'international'], ['national', 'international', 'premium']]
/** A rule that lets everything out as national, as careless offices have it. */
export const catchAll = [outgoingRule.parse({ id: 'all', pattern: '*', trunkId: 't1' })]
export const premiumRule = outgoingRule.parse({ id: 'premium', pattern: '0900.', trunkId: 't1', class: 'premium' })

export const numbers = {
  national: ['0301234567', '+49301234567'],
  international: ['0033123456789', '+33123456789'],
  costly: [
    '0900123456',
    '0900999999',
    '00999123456',
    '+49900123456',
    '+881612345678',
    '+882161234567',
    '+9791234567',
    '01805123456',
    '11833',
  ],
} as const
export const uri = 'sip:0900123456@elsewhere.example'

/** What reached a trunk or another server. */
export const left = (w: World) => w.sim.commands.filter((command) => /originate PJSIP\/(?:.*@trunk-|sip-address)/.test(command))

export const quietly = (work: Promise<unknown>) => work.catch(() => {})
