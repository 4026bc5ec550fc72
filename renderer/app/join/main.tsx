// The first module of the page on which the desktop app's office is chosen. There is no host yet.
import '@mantine/core/styles.css'
import '../global.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { chosenLanguage, setLanguage } from '../../lib/i18n/index.ts'
import { cssVariables, theme } from '../../ui/index.ts'
import { JoinPage } from './JoinPage.tsx'

const root = document.getElementById('root')
if (root)
  void setLanguage(chosenLanguage() ?? navigator.language).then(() =>
    createRoot(root).render(
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <JoinPage />
      </MantineProvider>,
    ),
  )
