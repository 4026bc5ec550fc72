// What the host knew of a line's call, kept for the moment in which the ended line is still shown.
import type { LiveCall } from '../../shared/domain/calls.ts'

const lastCalls = new Map<string, LiveCall>()

/** Keeps what is known of the line's call now. */
export function rememberCall(lineId: string, call: LiveCall): void {
  lastCalls.set(lineId, call)
}

/** As last known; null when the host never told. */
export const lastCall = (lineId: string): LiveCall | null => lastCalls.get(lineId) ?? null

/** The line is shown no longer. */
export function forgetCall(lineId: string): void {
  lastCalls.delete(lineId)
}
