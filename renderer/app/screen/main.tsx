// The first module of a screen that shows a wallboard. Nobody signs in: its link lets it see one board.
import '@mantine/core/styles.css'
import '../global.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { setLanguage } from '../../lib/i18n/index.ts'
import { cssVariables, theme } from '../../ui/index.ts'
import { ScreenPage } from '../../wallboard/index.ts'

const root = document.getElementById('root')
if (root)
  void setLanguage(navigator.language).then(() =>
    createRoot(root).render(
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <ScreenPage />
      </MantineProvider>,
    ),
  )
