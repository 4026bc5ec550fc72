// How whoever calls an extension by name finds its person.
import type { OfficeContext } from '../session/context.ts'
import type { Operators } from './operators.ts'

/** Not to be disturbed, and in a call on one of the telephones. */
export function standingOf(operators: Operators, extension: string): ReturnType<OfficeContext['standing']> {
  const operator = operators.byExtension(extension)
  return {
    doNotDisturb: operator !== undefined && operators.of(operator.id).doNotDisturb,
    inCall: operators.engagements(extension).some(({ state }) => state === 'up'),
  }
}
