// The options in a file, as the service has them in /etc/cordboard/cordboard.conf: `name = value` a line, a switch by its name alone.

/** The options as the command line has them. `known`: their names. Throws an Error that says which line is not understood. */
export function optionsOf(text: string, file: string, known: readonly string[]): string[] {
  return text.split('\n').flatMap((line, at) => {
    const bare = line.trim()
    if (bare === '' || bare.startsWith('#')) return []
    const { name = '', value } = /^(?<name>[a-z][a-z-]*)\s*(?:=\s*(?<value>.+))?$/.exec(bare)?.groups ?? {}
    if (name === '') throw new Error(`${file}, line ${at + 1}: not an option; they are written name = value`)
    // Known before the file is read, and the same for every command: the folder.
    if (name === 'data') throw new Error(`${file}, line ${at + 1}: the data folder is told by --data or CORDBOARD_DATA`)
    if (!known.includes(name.replace(/^no-/, ''))) throw new Error(`${file}, line ${at + 1}: there is no option ${name}`)
    return [value === undefined ? `--${name}` : `--${name}=${value}`]
  })
}
