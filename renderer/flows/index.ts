// Call flows: the list, and the editor that draws, checks and publishes them.
export { FlowPage } from './FlowPage.tsx'
export { FlowsPage } from './FlowsPage.tsx'
