// What the host's commands do to a data folder without starting a host.
export { liftLockouts } from '../adapters/store/liftLockouts.ts'
export { writePbxFiles } from './guest/onFolder.ts'
export { resetAdmin } from './resetAdmin.ts'
