import { text } from '../../../lib/i18n/index.ts'
import { useSession } from '../../../lib/session.ts'

/** Where the extension of that number is edited with whom it belongs to; null: nobody has it. */
export function usePlace(): (number: string) => { to: string; label: string } | null {
  const operators = useSession((state) => state.operators)
  return (number) => {
    const operator = operators.find((each) => each.extension === number)
    if (!operator) return null
    return {
      to: `/settings/people?person=${encodeURIComponent(operator.id)}`,
      label: text.people.elsewhere({ name: operator.name }),
    }
  }
}
