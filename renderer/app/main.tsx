// The first module of the page.
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './global.css'
import { createRoot } from 'react-dom/client'
import { chosenLanguage, setLanguage } from '../lib/i18n/index.ts'
import { listenForDesktopPort } from '../lib/rpc/index.ts'
import { App } from './App.tsx'

listenForDesktopPort()
void setLanguage(chosenLanguage() ?? navigator.language)

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
