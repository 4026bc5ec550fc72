// What was, in pictures. Loaded when somebody looks: the chart library is large.
import { lazy } from 'react'

export const ChartsPanel = lazy(() => import('./ChartsPanel.tsx').then((each) => ({ default: each.ChartsPanel })))
