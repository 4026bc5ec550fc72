// A default app for a bare Electron runtime: loads the app whose folder is the first plain word; understands -r, as Playwright needs.
const { app } = require('electron')
const path = require('node:path')
const fs = require('node:fs')
const Module = require('node:module')
const argv = process.argv.slice(1)
const mods = []
let file = null
for (let i = 0; i < argv.length; i++) {
  const a = argv[i]
  if (a === '-r' || a === '--require') {
    mods.push(argv[++i])
    continue
  }
  if (a[0] === '-') continue
  file = a
  break
}
if (mods.length) Module._preloadModules(mods)
const dir = path.resolve(file)
const pkg = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8'))
if (pkg.productName || pkg.name) app.setName(pkg.productName || pkg.name)
app.setVersion(pkg.version || '0')
app.setAppPath(dir)
process.defaultApp = true
Module._load(path.join(dir, pkg.main), Module, true)
