// Call flows: what is published, what was, and what a caller goes through. The visual editor is a later issue.
export { FlowPage } from './FlowPage.tsx'
export { FlowsPage } from './FlowsPage.tsx'
