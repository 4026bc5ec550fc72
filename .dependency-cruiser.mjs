// Who may import whom: the table in docs/architecture.md, one rule a row. `npm run check` makes each an error.
// swc reads the TypeScript, because the compiler in use has no programming interface (docs/decisions/007-checks.md).
import { readFileSync } from 'node:fs'

/**
 * A row: files below `from` may import themselves, what `may` names (folders end in `/`, files do not) and the packages.
 * `types`: may be imported with `import type` only. `node`: Node's own modules as well.
 * @typedef {{ from: string, may?: string[], types?: string[], packages?: string[], node?: boolean, except?: string[] }} Row
 */

const map = readFileSync(new URL('docs/architecture.md', import.meta.url), 'utf8')

/** @param {string} cell */
const words = (cell) =>
  cell
    .split(',')
    .map((word) => word.trim().replaceAll('`', ''))
    .filter(Boolean)

/** The rows of the table under "Who may import whom"; a first cell may name several folders. */
const table = map
  .slice(map.indexOf('## Who may import whom'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').slice(1, -1))

const rowsOf = (/** @type {string[]} */ [from = '', may = '', types = '', packages = '', node = '']) =>
  words(from).map((folder) => ({
    from: folder,
    may: words(may),
    types: words(types),
    packages: words(packages),
    node: node.trim() === 'yes',
  }))

/** A row for a part of another row's folder takes that part out of it. @type {Row[]} */
export const rows = table.flatMap(rowsOf).map((row, _, all) => ({
  ...row,
  except: all.flatMap(({ from }) => (from !== row.from && from.startsWith(row.from) ? [from] : [])),
}))

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
    ...rows.filter((row) => row.types?.length).map(typesRuleOf),
    onlyIn('electron', '^node_modules/electron/', ['^electron/desktop/']),
    onlyIn('sip.js', '^node_modules/sip[.]js/', ['^renderer/phone/sip/']),
    onlyIn('ari-client', '^node_modules/(@types/)?ari-client/', ['^electron/adapters/ari/']),
    onlyIn('the database', '^node_modules/(@types/)?(better-sqlite3|kysely)/', ['^electron/adapters/store/']),
    onlyIn('the canvas', '^node_modules/@xyflow/', ['^renderer/flows/canvas/']),
    {
      name: 'product-never-imports-tests-or-build',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/' },
      to: { path: '^(test|build)/' },
    },
    {
      name: 'no-circular',
      comment: 'By type as well: of two files, one knows the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
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
      // Programs of others: what they import is made by the tests.
      from: { pathNot: '^test/fixtures/' },
      to: { couldNotResolve: true, pathNot: ['^electron$'] },
    },
    {
      name: 'product-needs-no-dev-package',
      comment: 'What the host runs on is a dependency; the console and the desktop app are bundled and so may use any.',
      severity: 'error',
      from: { path: '^(shared|electron)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: ['^node_modules/(electron|electron-updater|@types)/'],
      },
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
