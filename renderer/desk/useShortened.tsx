import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { text } from '../lib/i18n/index.ts'

/** The first of a list, and a button for all of it where there are more: the desk opens at once also at the end of a long day. */
export function useShortened<T>(all: readonly T[], first: number): { shown: readonly T[]; more: ReactNode } {
  const [whole, setWhole] = useState(false)
  if (whole || all.length <= first) return { shown: all, more: null }
  const more = (
    <Button variant="subtle" fullWidth onClick={() => setWhole(true)}>
      {text.desk.showAll({ count: all.length })}
    </Button>
  )
  return { shown: all.slice(0, first), more }
}
