// The dock of the editor.

/** What stands below the canvas. */
export type Dock = 'simulate' | 'watch' | 'replay' | null
