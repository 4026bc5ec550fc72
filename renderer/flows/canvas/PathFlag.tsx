import { IconAlertTriangle, IconPhoneOff } from '@tabler/icons-react'
import { text } from '../../lib/i18n/index.ts'
import { useEditor } from '../document/store.ts'
import classes from './PathFlag.module.css'

/** A flag on the first step of the error path and of the after-call path. */
export function PathFlag({ node }: { node: string }) {
  const onError = useEditor((state) => state.document.errorPath === node)
  const afterCall = useEditor((state) => state.document.afterCallPath === node)
  if (!onError && !afterCall) return null
  return (
    <div className={classes.flags}>
      {onError && (
        <span className={classes.flag} data-path="error" title={text.watch.errorPathHelp}>
          <IconAlertTriangle size={12} aria-hidden />
          {text.watch.onError}
        </span>
      )}
      {afterCall && (
        <span className={classes.flag} title={text.watch.afterCallHelp}>
          <IconPhoneOff size={12} aria-hidden />
          {text.watch.afterCall}
        </span>
      )}
    </div>
  )
}
