// The codes by which messages are heard from the office’s phones, as other Asterisk systems have them.

/** Dialled by the message key of a telephone, too. */
export const ownMessagesCode = '*97'
const codes = { [ownMessagesCode]: 'own', '*98': 'any' } as const

/** Whose messages that code asks for: those of the phone’s own mailbox, of any mailbox; null where it is another code. */
export const messagesAsked = (dialled: string): 'own' | 'any' | null =>
  Object.hasOwn(codes, dialled) ? codes[dialled as keyof typeof codes] : null
