// The look has one source: sizes of type are the theme's, room and motion are tokens.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../build/paths.ts'
import { sourcesIn } from './sources.ts'

const styles = readdirSync(join(root, 'renderer'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.css'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((file) => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))

/** Read across a room: its type follows the screen, not the scale. */
const acrossARoom = /^renderer\/wallboard\//

/** `path: declaration` of every one that the pattern finds, with what it says. */
const declared = (pattern: RegExp) =>
  styles.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([found]) => `${path}: ${found.trim()}`))

test('sizes of type come from the scale', () => {
  const raw = declared(/font-size:[^;]*\d(?:rem|px)[^;]*;/g).filter((each) => !acrossARoom.test(each))
  expect(raw).toEqual([])
  const inCode = sourcesIn('renderer').flatMap(({ path, text }) =>
    [...text.matchAll(/\bfz=(?:\{\d+\}|"[\d.]+(?:px|rem)")|fontSize: (?:\d|'[\d.]+(?:px|rem)')/g)].map(
      ([found]) => `${path}: ${found}`,
    ),
  )
  // The headings of the theme are part of the scale; the letters below a key of the keypad are a sign, not text.
  expect(inCode.filter((each) => !/^renderer\/(ui\/theme\.ts|phone\/ui\/Keypad\.tsx)/.test(each))).toEqual([])
})

test('what moves once takes the time of a token, or goes on for ever', () => {
  const timed = declared(/(?:transition|animation):[^;]*\d(?:ms|s)\b[^;]*;/g)
  const own = timed.filter((each) => !/infinite|\bpass 0\.9s/.test(each))
  expect(own).toEqual([])
})

test('every drawing keeps to the colours of the theme', () => {
  const drawings = styles.find(({ path }) => path.endsWith('illustrations.module.css'))?.text ?? ''
  expect(drawings).toContain('forced-colors: active')
  expect(drawings).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(/i)
})
