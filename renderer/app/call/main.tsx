// The first module of the desktop app's call window. There is no host and no telephone here: both are the console's page's.
import '@mantine/core/styles.css'
import '../global.css'
import { createRoot } from 'react-dom/client'
import { CallWindow } from './CallWindow.tsx'

const root = document.getElementById('root')
if (root) createRoot(root).render(<CallWindow />)
