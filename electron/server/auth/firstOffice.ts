// A starter office becomes its first admin's: their computer's time zone and language, and their name at its first telephone.
import type { Language } from '../../../shared/domain/office.ts'
import type { Uses } from '../../host/services.ts'

export type FirstOffice = {
  name: string
  timeZone?: string | undefined
  language?: Language | undefined
  operatorId: string | null
}
type Deps = Uses<'configChanged', 'office' | 'flows' | 'audit'>

/** Puts it in force; what the computer did not say stays. */
export async function takeOverStarter(
  deps: Deps,
  by: string,
  { name, timeZone, language, operatorId }: FirstOffice,
): Promise<void> {
  const { office, flows, audit } = deps.store
  const before = office.settings.get()
  audit.record({ userId: by, action: 'office.update', target: 'office' }, () => {
    office.settings.save({ ...before, ...(timeZone ? { timeZone } : {}), ...(language ? { language } : {}) })
    const operator = operatorId === null ? null : office.operators.get(operatorId)
    const extension = operator && office.extensions.get(operator.extension)
    if (operator) office.operators.save({ ...operator, name })
    if (extension) office.extensions.save({ ...extension, name })
    if (timeZone && timeZone !== before.timeZone) moveSteps(flows, before.timeZone, timeZone)
  })
  await deps.configChanged()
}

/** Steps of the starter's flows that keep the zone of the computer that the host runs on. */
function moveSteps(flows: Deps['store']['flows'], from: string, to: string): void {
  for (const { id } of flows.list()) {
    const draft = flows.draft(id)
    const nodes = draft?.document.nodes.map((node) =>
      node.config.timeZone === from ? { ...node, config: { ...node.config, timeZone: to } } : node,
    )
    if (!draft || !nodes || nodes.every((node, at) => node === draft.document.nodes[at])) continue
    const revision = flows.save({ ...draft.document, nodes }, draft.revision)
    flows.publish(id, revision, 'Cordboard', 'Time zone of the office')
  }
}
