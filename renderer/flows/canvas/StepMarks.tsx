import { type MouseEvent, useContext } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { MarkContext, type StepMark } from '../overlay/overlay.ts'
import classes from './canvas.module.css'

/** More callers than this at one step are a number. */
const mostShown = 3

/** Who stands at a step now, and the figures of the period. */
export function StepMarks({ node, mark: { here, calls, gaveUp } }: { node: string; mark: StepMark }) {
  const onOpen = useContext(MarkContext)
  const open = (event: MouseEvent) => {
    event.stopPropagation()
    onOpen(node)
  }
  const shown = here && here.length > mostShown ? [text.watch.callers({ count: here.length })] : (here ?? [])
  return (
    <>
      {shown.length > 0 && (
        <div className={classes.callers}>
          {shown.map((name) => (
            <button key={name} type="button" className={`${classes.caller} nodrag`} onClick={open}>
              {name}
            </button>
          ))}
        </div>
      )}
      {calls !== undefined && (
        <div className={classes.figures}>
          {gaveUp !== undefined && gaveUp > 0 && (
            <button type="button" className={`${classes.figure} nodrag`} data-gave-up onClick={open}>
              {text.watch.gaveUp({ percent: Math.round((gaveUp / Math.max(1, calls)) * 100) })}
            </button>
          )}
          <button
            type="button"
            className={`${classes.figure} nodrag`}
            aria-label={text.watch.callsHere({ count: calls })}
            onClick={open}
          >
            {calls}
          </button>
        </div>
      )}
    </>
  )
}
