// The worker's side of the layout.
import { type LayoutTask, layOut } from './layout.ts'

self.onmessage = ({ data }: MessageEvent<LayoutTask>) => self.postMessage([...layOut(data)])
