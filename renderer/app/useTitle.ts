import { useEffect } from 'react'
import { text } from '../lib/i18n/index.ts'
import { useMe } from '../lib/session.ts'
import { usePhone } from '../phone/index.ts'

/** The tab's title says that it rings, for those who work in another tab. */
export function useTitle(): void {
  const office = useMe().office.name
  const ringing = usePhone((state) => state.lines.some((line) => line.state === 'ringing'))
  useEffect(() => {
    document.title = ringing ? `📞 ${text.phone.lineState.ringing} – ${office}` : `${office} – ${text.app.name}`
  }, [ringing, office])
}
