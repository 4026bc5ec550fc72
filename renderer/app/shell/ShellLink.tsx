import { LinksQuestion } from './LinksQuestion.tsx'
import classes from './shell.module.css'
import { UpdateBanner } from './UpdateBanner.tsx'
import { useShell } from './useShell.ts'

/** The page's end of the line to the desktop shell; only there. */
export function ShellLink() {
  useShell()
  return (
    <div className={classes.questions}>
      <UpdateBanner />
      <LinksQuestion />
    </div>
  )
}
