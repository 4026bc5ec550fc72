// The administrator of an Asterisk who does what README.txt of `pbx-files` says, step by step, and nothing else.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canLeast } from '../../electron/adapters/pbx/guest/asked.ts'
import { filesByName, type GuestStore, makeGuestFiles } from '../../electron/host/guest/files.ts'
import type { PbxChoice } from '../../shared/domain/guest.ts'
import { ariLogin } from './existingAsteriskFiles.ts'

type Files = Record<string, string>
type Step = { title: string; lines: string[] }

/** The steps of README.txt, by their titles. */
export function stepsOf(readme: string): Step[] {
  const steps: Step[] = []
  for (const line of readme.split('\n')) {
    const [, title] = /^\d+\. (.*)$/.exec(line) ?? []
    if (title !== undefined) steps.push({ title, lines: [] })
    else if (line.startsWith('   ')) steps.at(-1)?.lines.push(line.slice(3))
    else if (line !== '') steps.push({ title: '', lines: [] }) // what comes behind the steps
  }
  return steps.filter(({ title }) => title !== '')
}

const below = (text: string, section: string, lines: string): string => {
  const header = `[${section}]\n`
  if (!text.includes(header)) throw new Error(`There is no ${header}`)
  return text.replace(header, () => header + lines)
}
const after = (text: string, lines: string): string => `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${lines}`

type Contexts = {
  /** Where its provider's calls arrive. */
  provider: string
  /** Where its telephones dial. */
  phones: string
}

/** The files of that Asterisk with what was written to `folder` in them. */
export async function putIn(files: Files, folder: string, { provider, phones }: Contexts): Promise<Files> {
  const written: Files = {}
  for (const name of await readdir(folder)) written[name] = await readFile(join(folder, name), 'utf8')
  const result = { ...files }
  for (const { title, lines } of stepsOf(written['README.txt'] ?? '')) {
    const text = `${lines.join('\n')}\n`
    const [, whole] = /^Put (\S+) into/.exec(title) ?? []
    const [, block] = /^Add what is in (\S+) here/.exec(title) ?? []
    const [, end] = /^At the end of (\S+)$/.exec(title) ?? []
    const [, name, section = ''] = /^In (\S+), below \[(.*)\]$/.exec(title) ?? []
    if (whole) result[whole] = written[whole] ?? ''
    if (block) result[block] = after(result[block] ?? '', written[block] ?? '')
    if (end) result[end] = after(result[end] ?? '', text)
    if (name) result[name] = below(result[name] ?? '', section, text)
    // The web server of Asterisk, as an administration would write it.
    if (title.endsWith('Advanced Settings'))
      result['http.conf'] = below(result['http.conf'] ?? '', 'general', lines.filter((line) => /^\w+=/.test(line)).join('\n'))
    const dialplan = (context: string, ways: string[]) => {
      if (ways.length > 0) result['extensions.conf'] = below(result['extensions.conf'] ?? '', context, `${ways.join('\n')}\n`)
    }
    dialplan(
      provider,
      lines.filter((line) => line.startsWith('exten => ')),
    )
    // What an administration makes of an inbound route and a Misc Application that lead to a Custom Destination.
    const targets = lines.filter((line) => /^cordboard-numbers,/.test(line))
    const ways = targets.map((target) => `exten => ${target.split(',')[1]},1,Goto(${target})`)
    for (const context of [provider, phones]) dialplan(context, ways)
  }
  return result
}

/** As before anybody thought of Cordboard. */
export function untouched(files: Files): Files {
  const dialplan = (files['extensions.conf'] ?? '')
    .replace(/^exten => _?5\S+,1,Goto\(to-cordboard.*\n/gm, '')
    .replace(/\[to-cordboard\]\n[\s\S]*?\n\n/, '')
  return { ...files, 'http.conf': '[general]\n', 'ari.conf': '[general]\n', 'extensions.conf': dialplan }
}

/** The stranger's files with those of the office in them. */
export async function setUpFor(store: GuestStore, url: string, files: Files, choice: PbxChoice): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-files-'))
  try {
    const made = makeGuestFiles(store, { choice, url, ...ariLogin, can: canLeast })
    for (const [name, text] of Object.entries(filesByName(made))) await writeFile(join(folder, name), text)
    return await putIn(untouched(files), folder, { provider: 'from-provider', phones: choice.context })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
