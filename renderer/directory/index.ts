// Who can be called: the office's telephones and its contacts.
export { DirectoryPage } from './DirectoryPage.tsx'
