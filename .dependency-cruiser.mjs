// Who may import whom: the table of the design page, one rule a row. `npm run check` makes each an error.
// swc reads the TypeScript, because the compiler in use has no programming interface (docs/decisions/007-checks.md).

/**
 * A row: files below `from` may import themselves, what `may` names (folders end in `/`, files do not) and the packages.
 * `types`: may be imported with `import type` only. `node`: Node's own modules as well.
 * @typedef {{ from: string, may?: string[], types?: string[], packages?: string[], node?: boolean, except?: string[] }} Row
 */

const ports = 'electron/engine/ports.ts'
const react = ['react', 'react-dom', 'react-router', 'zustand', '@mantine/', '@tabler/icons-react', '@tanstack/']
const face = ['shared/', 'renderer/ui/', 'renderer/lib/', 'renderer/phone/index.ts']

/** @type {Row[]} */
export const rows = [
  { from: 'shared/', packages: ['zod', '@orpc/contract', 'libphonenumber-js', 'luxon'] },
  { from: 'electron/engine/', may: ['shared/'], packages: ['zod'] },
  { from: 'electron/telephony/', may: ['shared/', ports], packages: ['zod', 'ws', 'undici', 'ari-client'], node: true },
  { from: 'electron/speech/', may: ['shared/', ports], packages: ['zod', 'wavefile', '@echogarden/'], node: true },
  {
    from: 'electron/store/',
    may: ['shared/', ports],
    packages: ['zod', 'better-sqlite3', 'kysely', '@zxcvbn-ts/core', '@zxcvbn-ts/language-common', '@zxcvbn-ts/language-en'],
    node: true,
  },
  { from: 'electron/media/', may: ['shared/', ports], packages: ['wavefile', 'mpg123-decoder', 'alawmulaw'], node: true },
  { from: 'electron/pbx/', may: ['shared/', ports], packages: ['ws'], node: true },
  { from: 'electron/outbound/', may: ['shared/', ports], packages: ['undici', 'ws'], node: true },
  { from: 'electron/scripts/', may: ['shared/', ports], packages: ['zod'], node: true },
  {
    from: 'electron/rpc/',
    may: ['shared/', 'electron/engine/'],
    types: ['electron/store/', 'electron/media/', 'electron/speech/', 'electron/pbx/'],
    packages: ['zod', '@orpc/', 'ws'],
    node: true,
  },
  {
    from: 'electron/host/',
    may: ['shared/', ...inElectron('engine', 'telephony', 'speech', 'store', 'media', 'pbx', 'outbound', 'scripts', 'rpc')],
    types: ['electron/headless/hostPort.ts'],
    packages: ['zod', 'pino', 'age-encryption', 'tar'],
    node: true,
  },
  {
    from: 'electron/main/',
    may: [
      'shared/',
      ...inElectron('host', 'rpc', 'headless/http'),
      'electron/headless/arguments.ts',
      'electron/headless/hostPort.ts',
    ],
    packages: ['electron'],
    node: true,
  },
  { from: 'electron/preload/', may: ['shared/contract/'], packages: ['electron'] },
  {
    from: 'electron/headless/',
    may: ['shared/', ...inElectron('host', 'rpc')],
    packages: ['zod', 'fastify', '@fastify/', '@orpc/', 'ws'],
    node: true,
    // The command line of the managed Asterisk is a program of its own.
    except: ['electron/headless/pbx.ts'],
  },
  { from: 'electron/headless/pbx.ts', may: ['shared/', 'electron/pbx/'], node: true },
  { from: 'renderer/ui/', may: ['shared/'], packages: react },
  {
    from: 'renderer/lib/',
    may: ['shared/'],
    packages: [...react, '@orpc/', 'zod', 'libphonenumber-js', 'luxon', 'intl-messageformat'],
  },
  { from: 'renderer/phone/', may: face, packages: [...react, 'sip.js'] },
  // Its forms are drawn from the schemas.
  { from: 'renderer/settings/', may: face, packages: [...react, 'zod'] },
  ...['queues', 'callbacks', 'voicemail', 'calls', 'desk', 'directory', 'wallboard'].map((feature) => ({
    from: `renderer/${feature}/`,
    may: face,
    packages: react,
  })),
  { from: 'renderer/flows/', may: face, packages: [...react, '@xyflow/', '@dagrejs/', 'zundo'] },
  { from: 'renderer/app/', may: ['shared/', 'renderer/'], packages: react },
]

/** @param {string[]} folders */
function inElectron(...folders) {
  return folders.map((folder) => `electron/${folder}/`)
}

/** @param {string} path */
const below = (path) => `^${path.replace(/[.]/g, '[.]')}${path.endsWith('/') ? '' : '$'}`

/**
 * The package's own files and its types; `@scope/` names all of a scope.
 * @param {string} name
 */
function packaged(name) {
  const types = name.startsWith('@') ? name.slice(1).replace('/', '__') : name
  return [`^node_modules/${name}${name.endsWith('/') ? '' : '/'}`, `^node_modules/@types/${types}`]
}

/** @param {Row} row */
function ruleOf(row) {
  const { from, may = [], types = [], packages = [], node = false, except = [] } = row
  const pathNot = [from, ...may, ...types].map(below).concat(packages.flatMap(packaged))
  return {
    name: `who-imports-whom: ${from}`,
    severity: 'error',
    from: { path: below(from), ...(except.length > 0 ? { pathNot: except.map(below) } : {}) },
    to: { pathNot, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
  }
}

/** @param {Row} row */
function typesRuleOf({ from, types = [] }) {
  return {
    name: `types-only: ${from}`,
    severity: 'error',
    from: { path: below(from) },
    to: { path: types.map(below), dependencyTypesNot: ['type-only'] },
  }
}

/**
 * A package that only some files may import.
 * @param {string} name @param {string} path @param {string[]} only
 */
const onlyIn = (name, path, only) => ({
  name: `only-in: ${name}`,
  severity: 'error',
  from: { path: '^(shared|electron|renderer)/', pathNot: only },
  to: { path },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...rows.map(ruleOf),
    ...rows.filter((row) => row.types).map(typesRuleOf),
    onlyIn('electron', '^node_modules/electron/', ['^electron/(main|preload)/']),
    onlyIn('sip.js', '^node_modules/sip[.]js/', ['^renderer/phone/sip/']),
    onlyIn('ari-client', '^node_modules/(@types/)?ari-client/', ['^electron/telephony/ari/']),
    onlyIn('the database', '^node_modules/(@types/)?(better-sqlite3|kysely)/', ['^electron/store/']),
    onlyIn('the canvas', '^node_modules/@xyflow/', ['^renderer/flows/canvas/']),
    {
      name: 'product-never-imports-tests-or-build',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/' },
      to: { path: '^(test|build)/' },
    },
    {
      name: 'no-cycles',
      comment: 'At run time: two files may know each other by type.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['[.]d[.]ts$', '^forge[.]config[.]ts$', '^renderer/public/'] },
      to: {},
    },
    {
      name: 'imports-lead-somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^electron$'] },
    },
    {
      name: 'product-needs-no-dev-package',
      comment: 'What the host runs on is a dependency; the console is bundled and so may use any.',
      severity: 'error',
      from: { path: '^(shared|electron)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: ['^node_modules/(electron|@types)/'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|out|docs)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
