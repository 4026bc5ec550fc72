import { expect, test } from 'vitest'
import { apply } from '../../../renderer/flows/document/change.ts'
import { copyOf, pasted } from '../../../renderer/flows/document/clipboard.ts'
import { lyingIn, newFrame } from '../../../renderer/flows/document/frames.ts'
import { stableFlow } from '../../../shared/flow/stable.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { flow } from '../shared/flows.ts'

const base = () => {
  const document = flow({ start: { type: 'start' }, one: { type: 'answer' }, far: { type: 'hangup' } }, [
    'start.next>one',
    'one.next>far',
  ])
  return apply(document, {
    kind: 'move',
    to: new Map([
      ['one', { x: 300, y: 0 }],
      ['far', { x: 900, y: 900 }],
    ]),
  })
}

test('a frame is put around what is chosen, and those lie in it', () => {
  const document = base()
  const { frame, changes } = newFrame(document, new Set(['start', 'one']), { x: 0, y: 0 })
  const framed = changes.reduce(apply, document)
  expect(frame.position).toEqual({ x: -30, y: -50 })
  expect([...lyingIn(framed, [frame.id])]).toEqual([
    ['start', frame.id],
    ['one', frame.id],
  ])
})

test('a frame is not checked, and is copied and exported with its colour', () => {
  const document = base()
  const { frame, changes } = newFrame(document, new Set(), { x: 0, y: 0 })
  const framed = [
    ...changes,
    { kind: 'note' as const, id: frame.id, part: { text: 'Mornings', colour: 'blue' as const } },
  ].reduce(apply, document)
  expect(validateFlow(framed, {})).toEqual(validateFlow(document, {}))
  expect(stableFlow(framed)).toContain('"colour": "blue"')
  const copied = pasted(framed, copyOf(framed, new Set([frame.id])), { x: 50, y: 50 }).changes.reduce(apply, framed)
  expect(copied.notes.map(({ id, kind, text, colour }) => [id, kind, text, colour])).toEqual([
    ['frame-1', 'frame', 'Mornings', 'blue'],
    ['note-1', 'frame', 'Mornings', 'blue'],
  ])
})
