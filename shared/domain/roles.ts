// What the roles may do, from least to most: each may do what those before it may.
import type { Role } from './office.ts'

const order: readonly Role[] = ['agent', 'supervisor', 'admin']

/** Whether that role may do what `wanted` may. */
export const mayActAs = (role: Role, wanted: Role): boolean => order.indexOf(role) >= order.indexOf(wanted)
