import type { ReactNode } from 'react'
import classes from './MasterDetail.module.css'

/** A list on the left, what is chosen in it on the right. */
export function MasterDetail({ list, detail }: { list: ReactNode; detail: ReactNode }) {
  return (
    <div className={classes.both}>
      <div className={classes.list}>{list}</div>
      <div className={classes.detail}>{detail}</div>
    </div>
  )
}

type ChoiceRowProps = { selected: boolean; onSelect(): void; children: ReactNode; id: string }

/** One entry of such a list. */
export function ChoiceRow({ selected, onSelect, children, id }: ChoiceRowProps) {
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      className={`${classes.row} cord-arrives`}
      onClick={onSelect}
    >
      {children}
    </button>
  )
}
