// Tools of the flow editor: frames, completion, days of their own, recording.
export const toolFields = { exceptions: 'Days with hours of their own' }

export const editorTools = {
  frames: {
    add: 'Frame',
    title: 'Title of the frame',
    list: 'Frames',
    chooseAll: 'Double-click: choose the frame and what lies in it',
    colour: (name: string) => `Colour: ${name}`,
    colours: { grey: 'grey', blue: 'blue', green: 'green', yellow: 'yellow', red: 'red', violet: 'violet' },
  },
  completion: {
    list: 'Suggestions',
    variable: 'variable',
    at: (position: number) => `At character ${position}:`,
    functions: {
      length: 'How many characters a text has',
      contains: 'Whether the text contains the other one',
      startsWith: 'Whether the text begins with the other one',
      endsWith: 'Whether the text ends with the other one',
      lower: 'In small letters',
      upper: 'In capital letters',
      trim: 'Without spaces at both ends',
      slice: 'From one place to another, counted from 0; negative from the end',
      number: 'The number a text stands for, or 0',
      round: 'To the next whole number',
    },
  },
  ownDays: {
    add: 'Add a day',
    closed: 'closed all day',
    addHours: 'Add hours',
    removeHours: 'Remove these hours',
    from: 'Opens',
    to: 'Closes',
    date: 'Date',
  },
  microphone: {
    start: 'Record with the microphone',
    running: 'Recording',
    stop: 'Stop',
    keep: 'Keep',
    again: 'Record again',
    discard: 'Discard',
    level: 'Level of the microphone',
    name: 'Name in the library',
    refused: 'The microphone cannot be used: allow it for this page and see that one is connected.',
    nothing: 'Nothing was recorded.',
    listen: 'Listen to the recording',
    named: (when: string) => `Recording of ${when}`,
  },
}
