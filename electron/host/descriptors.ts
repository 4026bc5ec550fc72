// File descriptors: some are held in reserve from the start, so that calls go on when everything else has used up the rest.
import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'
import type { Clock, Log } from '../engine/ports.ts'
import type { Health } from './health.ts'

/** Enough for the requests of the calls, the database's files, and one console that looks what is wrong. */
const held = 48
/** How often it is looked, ms. */
const everyMs = 1000

/** Errors of the system that say that there are none left. */
export const isOutOfDescriptors = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code
  return code === 'EMFILE' || code === 'ENFILE'
}

type Given = {
  clock: Clock
  log: Log
  health: Pick<Health, 'report'>
  /** Told when there are enough again. */
  recovered(): void
  /** Replaced in tests. */
  open?: () => number
  close?: (descriptor: number) => void
}

export type Descriptors = {
  /** Whoever could open nothing says so: the reserve is let go at once. True when something could be opened now. */
  lacking(): boolean
  release(): void
}

/** Holds the reserve, and looks every second whether there are others, until it is released. */
export function reserveDescriptors(given: Given): Descriptors {
  const { clock, log, health, recovered } = given
  const open = given.open ?? (() => openSync(devNull, 'r'))
  const close = given.close ?? closeSync
  let reserve: number[] = []
  let out = false
  let timer: { cancel(): void } | undefined

  const letGo = () => {
    for (const descriptor of reserve.splice(0)) close(descriptor)
  }
  /** Takes what is missing of the reserve, and one more to see that others find some; nothing where that many are not to be had. */
  const fill = (): boolean => {
    const taken: number[] = []
    try {
      while (reserve.length + taken.length <= held) taken.push(open())
    } catch (error) {
      for (const descriptor of taken) close(descriptor)
      if (isOutOfDescriptors(error)) return false
      throw error
    }
    const extra = taken.pop()
    if (extra !== undefined) close(extra)
    reserve = [...reserve, ...taken]
    return true
  }
  const lacking = () => {
    const some = reserve.length > 0
    letGo()
    if (!out) {
      out = true
      log.error('there are no file descriptors left')
      health.report('descriptorsOut', 0)
    }
    return some
  }
  const look = () => {
    try {
      if (!fill()) lacking()
      else if (out) {
        out = false
        log.info('there are file descriptors again')
        health.report('descriptorsOut', null)
        recovered()
      }
    } catch (error) {
      log.warn('file descriptors could not be counted', { error: String(error) })
    }
    timer = clock.after(everyMs, look)
  }
  look()
  return {
    lacking,
    release() {
      timer?.cancel()
      letGo()
    },
  }
}
