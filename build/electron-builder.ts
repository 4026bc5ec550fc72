// Installers of what Electron Forge packaged and signed: `electron-builder --prepackaged out/Cordboard-<system> --config build/electron-builder.ts`.
import type { Configuration } from 'electron-builder'

const metainfo = 'build/installers/org.cordboard.app.metainfo.xml=/usr/share/metainfo/org.cordboard.app.metainfo.xml'

const config: Configuration = {
  appId: 'org.cordboard.app',
  productName: 'Cordboard',
  copyright: 'Cordboard, MIT licence',
  directories: { output: 'dist/installers', buildResources: 'dist/ship' },
  win: { target: ['nsis'], icon: 'dist/ship/icon.ico' },
  // Whoever installs chooses: for themselves, or for everybody. Removing asks whether the data goes, too.
  nsis: {
    oneClick: false,
    perMachine: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: true,
    license: 'LICENSE',
    include: 'build/installers/uninstall.nsh',
  },
  mac: { target: ['dmg', 'zip'], icon: 'dist/ship/icon.icns', category: 'public.app-category.business' },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    icon: 'dist/ship/icon.png',
    executableName: 'cordboard',
    category: 'Office;Telephony;',
    synopsis: 'Operator console and softphone for small offices on Asterisk',
    maintainer: 'Cordboard <hello@cordboard.example>',
    vendor: 'Cordboard',
    mimeTypes: ['x-scheme-handler/tel', 'x-scheme-handler/callto', 'x-scheme-handler/sip'],
    desktop: { entry: { Name: 'Cordboard', StartupWMClass: 'cordboard', Keywords: 'telephone;call;softphone;queue;' } },
  },
  deb: { fpm: [metainfo] },
  rpm: { fpm: [metainfo] },
  // Nothing is published from here: by this an installed app knows which installer brought it (`npm run updates` fills the folder).
  publish: process.env.CORDBOARD_UPDATES ? { provider: 'generic', url: 'https://updates.invalid' } : null,
}

export default config
