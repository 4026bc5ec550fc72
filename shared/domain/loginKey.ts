// The key of a desk phone by which its operator logs in and out: a code that is dialled, and whose lamp shows how it stands.

/** Dialled from an extension of an operator: logs in by PIN, or out. */
export const loginCode = '*45'

/** What an extension's key dials and watches; of its own for each, as each has its own lamp. */
export const loginKeyOf = (extension: string): string => `${loginCode}${extension}`

/** Whether that extension's phone asks to log in or out: by the bare code, or by its own key and no other's. */
export const isLoginKey = (dialled: string, extension: string): boolean =>
  dialled === loginCode || dialled === loginKeyOf(extension)
