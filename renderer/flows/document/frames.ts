// Frames: notes that lie behind the cards and carry along what lies in them.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { Change, FlowNote, Position } from './change.ts'
import { described } from './described.ts'
import { freshIds } from './edits.ts'

type Box = Position & { width: number; height: number }

const noteSize = { width: 200, height: 120 }
const frameSize = { width: 440, height: 280 }
const room = 30
/** Above the cards, for the title. */
const titleRoom = 50

/** Where a note or frame lies. */
export function noteBox({ kind, size, position }: FlowNote): Box {
  return { ...position, ...(size ?? (kind === 'frame' ? frameSize : noteSize)) }
}

/** Where every step, note and frame lies, by its id. */
function boxesOf({ nodes, notes }: FlowDocument): Map<string, Box> {
  return new Map([
    ...nodes.map((node): [string, Box] => {
      const { width, height } = described(node)
      return [node.id, { ...node.position, width, height }]
    }),
    ...notes.map((note): [string, Box] => [note.id, noteBox(note)]),
  ])
}

/** What lies in these frames with its middle, other than the frames themselves; the id of the frame by that of the thing. */
export function lyingIn(document: FlowDocument, frames: readonly string[]): Map<string, string> {
  const chosen = document.notes.filter(({ id, kind }) => kind === 'frame' && frames.includes(id))
  if (chosen.length === 0) return new Map()
  const boxes = boxesOf(document)
  return new Map(
    chosen.flatMap((frame) => {
      const { x, y, width, height } = noteBox(frame)
      const inside = (box: Box) => {
        const [dx, dy] = [box.x + box.width / 2 - x, box.y + box.height / 2 - y]
        return dx > 0 && dx < width && dy > 0 && dy < height && box.width * box.height < width * height
      }
      return [...boxes].filter(([id, box]) => !frames.includes(id) && inside(box)).map(([id]): [string, string] => [id, frame.id])
    }),
  )
}

/** A new frame around what is chosen; around nothing where nothing is. */
export function newFrame(
  document: FlowDocument,
  chosen: ReadonlySet<string>,
  middle: Position,
): { frame: FlowNote; changes: Change[] } {
  const boxes = [...boxesOf(document)].filter(([id]) => chosen.has(id)).map(([, box]) => box)
  const left = Math.min(...boxes.map(({ x }) => x)) - room
  const top = Math.min(...boxes.map(({ y }) => y)) - titleRoom
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + room
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + room
  const around = boxes.length > 0
  const frame: FlowNote = {
    id: freshIds(document)('frame'),
    kind: 'frame',
    text: '',
    position: around
      ? { x: left, y: top }
      : { x: Math.round(middle.x - frameSize.width / 2), y: Math.round(middle.y - frameSize.height / 2) },
    size: around ? { width: right - left, height: bottom - top } : frameSize,
  }
  return { frame, changes: [{ kind: 'add', notes: [frame] }] }
}
