// Numbers that other programs hand over (tel: and callto: links, second starts): heard from the first moment on, told once somebody
// follows. On a Mac the link that starts the app comes before it is ready.
import { app } from 'electron'
import { numberIn, numberOf } from './telLinks.ts'

/** Of links with a telephone number. */
export const linkSchemes = ['tel', 'callto', 'sip', 'sips'] as const

/** A number for the dial field; null: somebody started the app once more. */
type Told = (number: string | null) => void
export type Links = { follow(told: Told): void }

/** Before the app is ready. `words`: of this start's command line. */
export function hearLinks(words: readonly string[]): Links {
  let told: Told | undefined
  let waiting: string | null = numberIn(words)
  const hear = (number: string | null) => {
    if (told) told(number)
    else waiting = number ?? waiting
  }
  app.on('second-instance', (_event, others) => hear(numberIn(others)))
  app.on('open-url', (event, address) => {
    event.preventDefault()
    hear(numberOf(address))
  })
  return {
    follow(listener) {
      told = listener
      if (waiting !== null) listener(waiting)
      waiting = null
    },
  }
}
