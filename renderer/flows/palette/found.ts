// Steps found by a few letters of their name, their group, or what they are called in the file.
import { type NodeTypeName, nodeTypes } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { typeName } from '../labels/labels.ts'

const plain = (words: string) => words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** Whether every word of the query is in one of the texts. */
export const matches = (query: string, ...texts: string[]): boolean => {
  const all = plain(texts.join(' '))
  return plain(query)
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** Types that may be added, in the order of the palette; Start is there once. */
export function typesFor(query: string, hasStart: boolean): NodeTypeName[] {
  const names = Object.keys(nodeTypes) as NodeTypeName[]
  const fitting = names.filter(
    (name) => !(name === 'start' && hasStart) && matches(query, typeName(name), name, text.editor.groups[nodeTypes[name].group]),
  )
  const begins = (name: string) => Number(!plain(typeName(name)).startsWith(plain(query)))
  return query ? fitting.sort((a, b) => begins(a) - begins(b)) : fitting
}
