// `npm run host -- pbx-files`: writes what an Asterisk that others run needs for this office.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { pbxContext, pbxKind } from '../../../shared/domain/guest.ts'
import { writePbxFiles } from '../../host/onFolder.ts'
import { defaultFolder } from '../arguments.ts'
import type { Command } from './command.ts'

const values = z.object({
  data: z.string().min(1).optional(),
  to: z.string({ error: 'name a folder or a .zip file' }).min(1),
  ari: z.url({ protocol: /^https?$/ }).optional(),
  'ari-user': z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/)
    .optional(),
  'ari-password': z.string().optional(),
  kind: pbxKind.optional(),
  context: pbxContext.optional(),
})

const options = {
  data: { type: 'string' },
  to: { type: 'string' },
  ari: { type: 'string' },
  'ari-user': { type: 'string' },
  'ari-password': { type: 'string' },
  kind: { type: 'string' },
  context: { type: 'string' },
} as const

const refusals = {
  noUrl: 'Name the Asterisk: --ari http://<address>:8088/ari',
  noContext: 'Name the context in which the phones of that Asterisk dial: --context <name>. Emergency numbers go there.',
} as const

export const pbxFiles: Command = async (args, terminal, env) => {
  try {
    const given = values.parse(parseArgs({ args, options }).values)
    const folder = resolve(given.data ?? env.CORDBOARD_DATA ?? defaultFolder())
    const done = await writePbxFiles({
      folder,
      to: resolve(given.to),
      url: given.ari?.replace(/\/+$/, ''),
      user: given['ari-user'],
      password: given['ari-password'] ?? env.CORDBOARD_ARI_PASSWORD,
      kind: given.kind,
      context: given.context,
    })
    if (done.result !== 'written') {
      terminal.error(done.result === 'noOffice' ? `There is no office in ${folder}.` : refusals[done.result])
      return done.result === 'noOffice' ? 1 : 2
    }
    for (const path of done.paths) terminal.out(path)
    terminal.out(`For ${done.kind}, whose phones dial in ${done.context}. README.txt says what goes where.`)
    if (!done.asked) terminal.out('That Asterisk does not answer yet: the files are for what every version can.')
    return 0
  } catch (error) {
    terminal.error(sentence(error))
    return error instanceof z.ZodError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error)
  const [issue] = error.issues
  return `--${issue?.path.join('.')}: ${issue?.message}`
}
