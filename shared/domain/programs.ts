// The machine's file of programs: its form. Only whoever has the machine writes it (electron/host/programs.ts).
import { z } from 'zod'

const named = <S extends z.ZodType>(schema: S) => z.record(z.string().regex(/^[\w .-]{1,60}$/), schema).default({})

export const programsFile = z.strictObject({
  /** Whose rights programs and scripts have where the host is root. */
  runAs: z.string().min(1).default('nobody'),
  speech: named(
    z.strictObject({
      engine: z.enum(['espeak', 'piper']),
      program: z.string().min(1).max(500),
      /** Where Piper's voices (`*.onnx`) are. */
      voiceFolder: z.string().max(500).default(''),
    }),
  ),
  /** Words of the command; `{file}`, `{file16}`, `{language}` and `{scene}` are filled. */
  recognisers: named(z.strictObject({ command: z.array(z.string().max(500)).min(1).max(40) })),
  /** `api.example.com`, `*.example.com`, `shop.example:8443`. */
  scriptHosts: z.array(z.string().max(200)).max(200).default([]),
})
export type ProgramsFile = z.output<typeof programsFile>
