import { LinksQuestion } from './LinksQuestion.tsx'
import { useShell } from './useShell.ts'

/** The page's end of the line to the desktop shell; only there. */
export function ShellLink() {
  useShell()
  return <LinksQuestion />
}
