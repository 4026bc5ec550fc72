// Installers and updates, from what Electron Forge packaged: `electron-builder --prepackaged <folder> --config build/electron-builder.ts`.
import type { Configuration } from 'electron-builder'

const config: Configuration = {
  appId: 'org.cordboard.app',
  productName: 'Cordboard',
  copyright: 'MIT',
  directories: { output: 'dist/installers', buildResources: 'build/icons' },
  protocols: [{ name: 'Telephone number', schemes: ['tel', 'callto'] }],
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: ['dmg'],
    category: 'public.app-category.business',
    hardenedRuntime: true,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    extendInfo: { NSMicrophoneUsageDescription: 'Cordboard needs the microphone for your calls.' },
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Office',
    synopsis: 'Operator console and softphone for small offices on Asterisk',
    maintainer: 'Cordboard maintainers',
    mimeTypes: ['x-scheme-handler/tel'],
  },
  // Updates never come in the middle of a call: the app asks for them itself.
  publish: null,
}

export default config
