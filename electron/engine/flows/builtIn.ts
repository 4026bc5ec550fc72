// The host's own flows: calls from our phones, transfers, returned callbacks, refusals. Ordinary documents, so that they are traced and resumed like any other.
import type { FlowDocument, FlowNode } from '../../../shared/flow/document.ts'

export const builtInVersion = 1

function document(
  id: string,
  name: string,
  nodes: Omit<FlowNode, 'position' | 'label'>[],
  edges: [string, string, string][],
  errorPath?: string,
): FlowDocument {
  return {
    schema: 1,
    id,
    name,
    notes: [],
    variables: [],
    nodes: nodes.map((node) => ({ ...node, label: '', position: { x: 0, y: 0 } })),
    ...(errorPath ? { errorPath } : {}),
    edges: edges.map(([node, port, to]) => ({ from: { node, port }, to })),
  }
}

const start = { id: 'start', type: 'start', config: {} }
const hangup = { id: 'hangup', type: 'hangup', config: {} }
/** Where a caller goes on whom the target could not take. */
const back = (failed: 'noAnswer' | 'unreachable') => ({ id: failed, type: 'redirect', config: { failed } })

/** Where the flow that records by telephone puts the file. */
export const recordedVariable = 'recorded.file'
const speakNow = {
  text: 'Please speak after the tone. Press any key when you are done.',
  variants: {
    de: 'Bitte sprechen Sie nach dem Ton. Drücken Sie zum Schluss eine Taste.',
    nl: 'Spreek na de toon. Druk op een toets als u klaar bent.',
    fr: 'Parlez après le bip. Appuyez sur une touche pour terminer.',
    es: 'Hable después de la señal. Pulse una tecla al terminar.',
  },
}
/** What was pressed in a sound test. */
export const pressedVariable = 'sound.key'
const pressAnyKey = {
  kind: 'text',
  text: 'This is a test of the sound. If you hear this, press any key.',
  variants: {
    de: 'Dies ist ein Test des Tons. Wenn Sie das hören, drücken Sie eine Taste.',
    nl: 'Dit is een test van het geluid. Hoort u dit, druk dan op een toets.',
    fr: 'Ceci est un test du son. Si vous entendez ce message, appuyez sur une touche.',
    es: 'Esta es una prueba de sonido. Si oye esto, pulse una tecla.',
  },
}
const sorry = { id: 'sorry', type: 'playAudio', config: { prompt: { kind: 'tone', tone: 'congestion', seconds: 3 } } }

const nobodyParked = {
  kind: 'text',
  text: 'Nobody is parked here.',
  variants: {
    de: 'Hier ist niemand geparkt.',
    nl: 'Hier staat niemand geparkeerd.',
    fr: 'Aucun appel n’est parqué ici.',
    es: 'Aquí no hay ninguna llamada aparcada.',
  },
}

const nothingRings = {
  kind: 'text',
  text: 'No call rings there that you can take.',
  variants: {
    de: 'Dort klingelt kein Anruf, den Sie annehmen können.',
    nl: 'Daar gaat geen oproep over die u kunt aannemen.',
    fr: 'Aucun appel que vous puissiez prendre ne sonne là-bas.',
    es: 'Allí no suena ninguna llamada que pueda atender.',
  },
}

const unknownCode = {
  kind: 'text',
  text: 'This code is not known here.',
  variants: {
    de: 'Dieser Code ist hier nicht bekannt.',
    nl: 'Deze code is hier niet bekend.',
    fr: 'Ce code n’est pas connu ici.',
    es: 'Este código no se conoce aquí.',
  },
}

/** `dial.to` holds who is called; busy and failed are heard as such. */
const dial = (kind: 'extension' | 'number' | 'uri') =>
  document(
    `builtin:${kind}`,
    'Call',
    [
      start,
      {
        id: 'dial',
        type: 'transfer',
        config: { to: kind === 'uri' ? { kind, uri: 'sip:{{dial.to}}' } : { kind, number: '{{dial.to}}' }, ringSeconds: 60 },
      },
      { id: 'busy', type: 'busy', config: {} },
      hangup,
    ],
    [
      ['start', 'next', 'dial'],
      ['dial', 'ended', 'hangup'],
      ['dial', 'busy', 'busy'],
      ['dial', 'noAnswer', 'hangup'],
      ['dial', 'failed', 'hangup'],
    ],
  )

/** The mailbox of the phone that calls, or any other after the PIN. */
const messages = (mailbox: 'own' | 'any') =>
  document(
    `builtin:messages:${mailbox}`,
    'Messages by phone',
    [start, { id: 'messages', type: 'messages', config: { mailbox } }, hangup],
    [
      ['start', 'next', 'messages'],
      ['messages', 'done', 'hangup'],
      ['messages', 'refused', 'hangup'],
    ],
  )

const builtIns: ReadonlyMap<string, FlowDocument> = new Map(
  [
    dial('extension'),
    dial('number'),
    dial('uri'),
    document(
      'builtin:redirect',
      'Transferred',
      [start, { id: 'redirect', type: 'redirect', config: {} }, hangup],
      [
        ['start', 'next', 'redirect'],
        ['redirect', 'ended', 'hangup'],
      ],
    ),
    document(
      'builtin:login',
      'Log in or out',
      [start, { id: 'login', type: 'queueLogin', config: { mode: 'onHook', whenLoggedIn: 'logout' } }],
      [['start', 'next', 'login']],
    ),
    messages('own'),
    messages('any'),
    document('builtin:hangup', 'Over', [start, hangup], [['start', 'next', 'hangup']]),
    document(
      'builtin:park',
      'Parked',
      [start, { id: 'park', type: 'park', config: {} }, hangup],
      [
        ['start', 'next', 'park'],
        ['park', 'ended', 'hangup'],
      ],
    ),
    document(
      'builtin:nobodyParked',
      'Empty parking slot',
      [start, { id: 'nobody', type: 'playAudio', config: { prompt: nobodyParked } }, hangup],
      [
        ['start', 'next', 'nobody'],
        ['nobody', 'next', 'hangup'],
      ],
    ),
    document(
      'builtin:nothingRings',
      'Nothing to pick up',
      [start, { id: 'nothing', type: 'playAudio', config: { prompt: nothingRings } }, hangup],
      [
        ['start', 'next', 'nothing'],
        ['nothing', 'next', 'hangup'],
      ],
    ),
    document(
      'builtin:unknownCode',
      'Unknown code',
      [start, { id: 'unknown', type: 'playAudio', config: { prompt: unknownCode } }, hangup],
      [
        ['start', 'next', 'unknown'],
        ['unknown', 'next', 'hangup'],
      ],
    ),
    document(
      'builtin:soundTest',
      'Sound test',
      [
        start,
        {
          id: 'ask',
          type: 'getDigits',
          config: { prompt: pressAnyKey, variable: pressedVariable, count: 1, terminator: '', timeoutMs: 10_000 },
        },
        { id: 'thanks', type: 'playAudio', config: { prompt: { kind: 'tone', tone: 'beep' } } },
        hangup,
      ],
      [
        ['start', 'next', 'ask'],
        ['ask', 'next', 'thanks'],
        ['ask', 'timeout', 'hangup'],
        ['thanks', 'next', 'hangup'],
      ],
    ),
    document(
      'builtin:record',
      'Recording by telephone',
      [
        start,
        {
          id: 'say',
          type: 'playAudio',
          config: { prompt: { kind: 'text', ...speakNow }, interruptible: true },
        },
        {
          id: 'record',
          type: 'record',
          config: { variable: recordedVariable, timeLimitSeconds: 300, terminationDigits: '#*0123456789' },
        },
        hangup,
      ],
      [
        ['start', 'next', 'say'],
        ['say', 'next', 'record'],
        ['record', 'done', 'hangup'],
        ['record', 'failed', 'hangup'],
      ],
    ),
    document(
      'builtin:unassigned',
      'Unassigned number',
      [start, { id: 'reject', type: 'reject', config: { reason: 'temporarilyUnavailable' } }],
      [['start', 'next', 'reject']],
    ),
    document(
      'builtin:busy',
      'Blocked: busy',
      [start, { id: 'reject', type: 'reject', config: { reason: 'busy' } }],
      [['start', 'next', 'reject']],
    ),
    document(
      'builtin:reject',
      'Blocked',
      [start, { id: 'reject', type: 'reject', config: { reason: 'declined' } }],
      [['start', 'next', 'reject']],
    ),
    document(
      'builtin:message',
      'Blocked: message',
      [start, { id: 'message', type: 'playAudio', config: { prompt: { kind: 'text', text: '{{block.message}}' } } }, hangup],
      [
        ['start', 'next', 'message'],
        ['message', 'next', 'hangup'],
      ],
    ),
    document(
      'builtin:failed',
      'Cannot be reached',
      [start, sorry, hangup],
      [
        ['start', 'next', 'sorry'],
        ['sorry', 'next', 'hangup'],
      ],
    ),
  ].map((flow) => [flow.id, flow]),
)

/** The built-in flow of that id, a queue's (`builtin:queue:<id>`) or a mailbox's (`builtin:voicemail:<id>`); null for the office's own. */
export function builtInFlow(id: string): FlowDocument | null {
  const [, kind, target] = /^builtin:(queue|voicemail|step|callActions):(.+)$/.exec(id) ?? []
  if (kind === 'step' && target)
    return document(
      id,
      'Step provider',
      [start, { id: 'provider', type: 'stepProvider', config: { backendId: target } }, hangup],
      [
        ['start', 'next', 'provider'],
        ['provider', 'transferred', 'hangup'],
        ['provider', 'ended', 'hangup'],
      ],
    )
  if (kind === 'callActions' && target)
    return document(
      id,
      'Call actions',
      [start, { id: 'backend', type: 'callActions', config: { backendId: target } }, hangup],
      [
        ['start', 'next', 'backend'],
        ['backend', 'ended', 'hangup'],
      ],
    )
  if (kind === 'queue' && target)
    return document(
      id,
      'Queue',
      [start, { id: 'queue', type: 'queue', config: { queueId: target } }, back('noAnswer'), back('unreachable')],
      [
        ['start', 'next', 'queue'],
        ['queue', 'timeout', 'noAnswer'],
        ['queue', 'full', 'unreachable'],
        ['queue', 'noOperators', 'unreachable'],
      ],
      'unreachable',
    )
  if (kind === 'voicemail' && target)
    return document(
      id,
      'Voicemail',
      [
        start,
        {
          id: 'voicemail',
          type: 'voicemail',
          config: {
            mailboxId: target,
            greeting: {
              kind: 'text',
              text: 'Please leave a message after the tone.',
              variants: {
                de: 'Bitte hinterlassen Sie eine Nachricht nach dem Ton.',
                nl: 'Spreek een bericht in na de toon.',
                fr: 'Veuillez laisser un message après le bip.',
                es: 'Deje un mensaje después de la señal.',
              },
            },
          },
        },
        back('unreachable'),
      ],
      [['start', 'next', 'voicemail']],
      'unreachable',
    )
  return builtIns.get(id) ?? null
}
