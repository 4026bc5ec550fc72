import { useEffect } from 'react'
import { offerNumber } from '../phone/index.ts'

/** `tel:` and `callto:` links that the desktop shell was opened with: they fill the number field and never dial by themselves. */
export function useDialLinks(): void {
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.source !== window || event.data?.type !== 'cordboard-dial') return
      if (typeof event.data.number === 'string') offerNumber(event.data.number)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])
}
