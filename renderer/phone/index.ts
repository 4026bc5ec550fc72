// The softphone's public face: what other parts of the console may use of it.
export { callMe, dial, pickUp } from './actions.ts'
export { type PhoneCommand, phoneCommands } from './commands.ts'
export { DeviceSettings } from './DeviceSettings.tsx'
export { NotifySwitch } from './NotifySwitch.tsx'
export { PhonePanel } from './PhonePanel.tsx'
export { useParked } from './parked.ts'
export { startPhone } from './start.ts'
export { offerNumber, usePhone } from './store.ts'
