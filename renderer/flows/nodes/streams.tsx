import { streamDirection } from '../../../shared/domain/stream.ts'
import { ChoiceField, NumberChoiceField, TextField } from '../inspector/fields.tsx'
import { HeadersField } from '../inspector/rows.tsx'

/** Where the sound goes, and which side of it. */
export const StreamAudioForm = () => (
  <>
    <TextField name="url" />
    <ChoiceField name="direction" options={streamDirection.options.toReversed()} />
    <TextField name="streamName" optional />
    <NumberChoiceField name="sampleRate" options={[16_000, 8000]} />
    <HeadersField name="metadata" />
    <HeadersField name="headers" />
  </>
)

/** Which stream. */
export const StopStreamForm = () => <TextField name="streamName" optional />
