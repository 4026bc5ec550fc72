// Why a trunk could not carry a call.

/**
 * `serverError`: it answered with a 5xx · `noAnswer`: nothing at all came · `silent`: no sign of the call for as long as the rule waits ·
 * `unreachable`: it answers no OPTIONS, or cannot be dialled · `credentials`: it refused the password · `unregistered`: its provider does not
 * take its registration · `full`: it carries as many calls as it may.
 */
export const trunkFaults = ['serverError', 'noAnswer', 'silent', 'unreachable', 'credentials', 'unregistered', 'full'] as const
export type TrunkFault = (typeof trunkFaults)[number]
