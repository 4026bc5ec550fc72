// Who can be called: the office's telephones and its contacts.
export { ContactPanel } from './ContactPanel.tsx'
export { DirectoryPage } from './DirectoryPage.tsx'
