// What the channels and bridges of media lines are called.

/** Channels and bridges of lines; the engine never hears of them. */
export const isLineId = (id: string): boolean => id.startsWith('cb-l-')
