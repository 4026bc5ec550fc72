// Where a call stands: its flow, the flows around it, the node that runs and what that has saved.
import type { JournalEntry } from '../ports.ts'

/** Nodes that are shown of the caller's way. */
const pathLength = 20

type Journalled = Pick<JournalEntry, 'flowId' | 'flowVersion' | 'around' | 'nodeId' | 'visit' | 'state' | 'after'>

export class FlowPosition {
  /** Names of the nodes the caller came by; the last 20. */
  readonly path: string[] = []
  private flow = { id: '', version: 0 }
  private outer: JournalEntry['around'] = []
  private node = { id: '', label: '' }
  private visits = 0
  private saved: unknown = null
  private afterwards = false

  get flowId(): string {
    return this.flow.id
  }
  get flowVersion(): number {
    return this.flow.version
  }
  /** The flows around the one that runs, outermost first, and the nodes that lead into the next. */
  get around(): JournalEntry['around'] {
    return this.outer
  }
  get nodeId(): string {
    return this.node.id
  }
  get nodeLabel(): string {
    return this.node.label
  }
  get visit(): number {
    return this.visits
  }
  /** What the running node saved last. */
  get nodeState(): unknown {
    return this.saved
  }
  /** Only the after-call path runs. */
  get after(): boolean {
    return this.afterwards
  }

  /** Another flow from its beginning, nothing around it. */
  begin(flowId: string, version: number): void {
    this.flow = { id: flowId, version }
    this.outer = []
  }
  /** Into another flow by the node that runs. */
  stepIn(flowId: string, version: number): void {
    this.outer.push({ flowId: this.flow.id, version: this.flow.version, nodeId: this.node.id })
    this.flow = { id: flowId, version }
  }
  /** Back into the flow around, at the node that led out of it. Throws where there is none. */
  stepOut(node: { id: string; label: string }): void {
    const outer = this.outer.pop()
    if (!outer) throw new Error('there is no flow around')
    this.flow = { id: outer.flowId, version: outer.version }
    this.node = { id: node.id, label: node.label }
  }
  /** A node begins, or goes on after a restart with what it saved. */
  enter(node: { id: string; label: string }, state: unknown, resumed: boolean): void {
    this.node = { id: node.id, label: node.label }
    if (!resumed) {
      this.visits++
      this.path.push(node.label)
      if (this.path.length > pathLength) this.path.shift()
    }
    this.saved = state
  }
  save(state: unknown): void {
    this.saved = state
  }
  callOver(): void {
    this.afterwards = true
  }

  restore(entry: Journalled): void {
    this.flow = { id: entry.flowId, version: entry.flowVersion }
    this.outer = entry.around
    this.node = { id: entry.nodeId, label: '' }
    this.visits = entry.visit
    this.saved = entry.state
    this.afterwards = entry.after
  }
  get journalled(): Journalled {
    const { flowId, flowVersion, around, nodeId, visit, nodeState, after } = this
    return { flowId, flowVersion, around, nodeId, visit, state: nodeState, after }
  }
}
