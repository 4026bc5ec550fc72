// The flows that calls run: the office's published ones and the built-in ones, each compiled once a version.
import type { FlowSource } from '../ports.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { builtInFlow, builtInVersion } from './builtIn.ts'
import { type CompiledFlow, compile } from './compiled.ts'

/** So many compiled versions are kept at most. */
const mostCompiled = 200

/** A flow, and the version of it that runs. */
export type OpenedFlow = { flow: CompiledFlow; version: number }

export class FlowLibrary {
  private readonly flows: FlowSource
  private readonly compiled = new Map<string, CompiledFlow>()

  constructor(flows: FlowSource) {
    this.flows = flows
  }

  /** The flow in force, or of that version; built-in ones have but one. Throws ConfigurationError. */
  open(flowId: string, version?: number): OpenedFlow {
    const builtIn = builtInFlow(flowId)
    const found = builtIn
      ? { version: builtInVersion, document: builtIn }
      : version === undefined
        ? this.flows.published(flowId)
        : { version, document: this.flows.version(flowId, version) }
    if (!found?.document) throw new ConfigurationError('UNKNOWN_FLOW', `There is no published flow “${flowId}”.`)
    const key = `${flowId}@${found.version}`
    let flow = this.compiled.get(key)
    if (!flow) {
      flow = compile(found.document)
      this.compiled.set(key, flow)
    }
    return { flow, version: found.version }
  }

  /** Something was published: compiled versions stay, as versions never change. */
  published(): void {
    if (this.compiled.size > mostCompiled) this.compiled.clear()
  }
}
