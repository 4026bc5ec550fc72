// How a call's work can end early. Three different things: the caller is gone, the office is set up wrongly, we are at fault.

/** The caller left; normal. Running actions keep what must be kept, then reject with this. */
export class CallEnded extends Error {
  /** Every call ends by one: where it was made says nothing, and finding that out costs more than a step of the call. */
  constructor() {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super('the call has ended')
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'CallEnded'
  }
}

/** A missing queue, trunk, prompt … : the flow's error path. */
export class ConfigurationError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'ConfigurationError'
    this.code = code
  }
}

/** The call is taken elsewhere (a transfer by the operator): the interpreter goes on at `to`. */
export class Redirected extends Error {
  readonly to: string
  constructor(to: string) {
    super(`redirected to ${to}`)
    this.name = 'Redirected'
    this.to = to
  }
}

/** The host stops acting; nothing of the call is to be touched. */
export class HostStopping extends Error {
  constructor() {
    super('the host is stopping')
    this.name = 'HostStopping'
  }
}

/** An action in a state that forbids it, as a second answer. */
export class InvalidState extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InvalidState'
  }
}
