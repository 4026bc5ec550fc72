import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { HashRouter, Route, Routes } from 'react-router'
import { Announcer } from '../lib/feedback/index.ts'
import { cssVariables, theme } from '../ui/index.ts'
import { Gate } from './Gate.tsx'
import { SetupPage } from './SetupPage.tsx'

/** The whole console: theme, messages, and the two ways in. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-left" limit={4} />
      <Announcer />
      <HashRouter>
        <Routes>
          <Route path="/setup" element={<SetupPage />} />
          <Route path="*" element={<Gate />} />
        </Routes>
      </HashRouter>
    </MantineProvider>
  )
}
