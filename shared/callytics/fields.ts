// The settings of one step, each read once: what nobody asked for in the end is lost, and listed.

const says = (value: unknown): boolean =>
  !(
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  )

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

export class Fields {
  private readonly config: Readonly<Record<string, unknown>>
  private readonly read = new Set<string>()

  constructor(config: Readonly<Record<string, unknown>>) {
    this.config = config
  }

  /** The first of these that says something; the others are read with it only where they say the same. */
  any(...names: string[]): unknown {
    const name = names.find((each) => says(this.config[each]))
    for (const each of names)
      if (each === name || !says(this.config[each]) || this.config[each] === this.config[name ?? '']) this.read.add(each)
    return name === undefined ? undefined : this.config[name]
  }
  text(...names: string[]): string {
    const value = this.any(...names)
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }
  number(...names: string[]): number | undefined {
    const text = this.text(...names)
    return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
  }
  list(...names: string[]): unknown[] {
    const value = this.any(...names)
    return Array.isArray(value) ? value : []
  }
  record(...names: string[]): Record<string, unknown> {
    const value = this.any(...names)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
  }
  /** What was not asked for, as `name: value`. */
  lost(): string[] {
    return Object.entries(this.config).flatMap(([name, value]) =>
      this.read.has(name) || !says(value) ? [] : [`${name}: ${shown(value)}`],
    )
  }
}
