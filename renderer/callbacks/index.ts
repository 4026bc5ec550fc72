// Callbacks: promises to ring someone back.
export { CallbacksPage } from './CallbacksPage.tsx'
