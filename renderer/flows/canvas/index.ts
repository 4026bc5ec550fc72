// The canvas: the only folder that knows the library it is drawn with.
export { ReactFlowProvider as CanvasProvider } from '@xyflow/react'
export { FlowCanvas } from './FlowCanvas.tsx'
export { useCanvas } from './useCanvas.ts'
