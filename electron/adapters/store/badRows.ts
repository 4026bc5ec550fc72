// Rows that cannot be read: each is left out by itself, and reported once, so that one of them never hides the others.

export type BadRow = {
  table: string
  id: string
  /** Why, for the log; holds no value of the row. */
  reason: string
}

export class BadRows {
  private readonly known = new Map<string, BadRow>()
  private readonly listeners = new Set<(row: BadRow) => void>()

  /** Those found since the start. */
  get rows(): readonly BadRow[] {
    return [...this.known.values()]
  }
  /** Told of each once, also of those found already. */
  onBad(listener: (row: BadRow) => void): () => void {
    this.listeners.add(listener)
    for (const row of this.known.values()) listener(row)
    return () => this.listeners.delete(listener)
  }

  /** What can be read of `rows`; the others are reported. */
  readable<R, T>(table: string, rows: readonly R[], id: (row: R) => string, read: (row: R) => T, bad?: (row: R) => void): T[] {
    const found: T[] = []
    for (const row of rows) {
      try {
        found.push(read(row))
      } catch (error) {
        this.add({ table, id: id(row), reason: reasonOf(error) })
        bad?.(row)
      }
    }
    return found
  }

  add(row: BadRow): void {
    const key = `${row.table}:${row.id}`
    if (this.known.has(key)) return
    this.known.set(key, row)
    for (const listener of [...this.listeners]) listener(row)
  }
}

type Issue = { path?: PropertyKey[]; code?: string }

/** Names the fields that are wrong (zod's issues), or that the text is no JSON; never the row's values. */
function reasonOf(error: unknown): string {
  const issues = (error as { issues?: Issue[] } | null)?.issues
  if (!issues) return error instanceof SyntaxError ? 'no valid JSON' : error instanceof Error ? error.name : 'unreadable'
  return issues.map(({ path = [], code = 'invalid' }) => `${path.join('.') || 'record'}: ${code}`).join(', ')
}
