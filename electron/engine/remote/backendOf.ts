// Which of the office's backends an event is about, for the log of that backend.

/** Its id; nothing for an address that stands in a node of a flow. */
export const backendOf = (settings: object): { backend?: string } =>
  'id' in settings && typeof settings.id === 'string' ? { backend: settings.id } : {}
