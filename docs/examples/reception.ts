// A surgery's reception: patients by their number, the doctor on duty by the day, everyone else by the menu.
// Copy it to the data folder's `scripts`, and put a Script step with the ways out `desk` and `message` into a flow.
import { audio, defineScript, digits, say, tone } from 'cordboard'

/** Who is on duty, Sunday first. */
const onDuty = ['203', '201', '201', '202', '202', '201', '203']

export default defineScript(async (call) => {
  await call.answer()
  await call.play([tone('silence', 1), say('Welcome to the surgery.')], { interruptible: true })

  const { digits: patient } = await call.gatherDigits(say('Please type your patient number, or press the hash key.'), {
    maxDigits: 6,
    timeoutSeconds: 8,
  })
  if (patient) {
    call.set('patient', patient)
    await call.play([say('You are patient'), digits(patient)])
  }

  for (let tries = 0; tries < 3; tries++) {
    const { digit } = await call.promptDigit(
      say('For an emergency press 1, for an appointment press 2, to leave a message press 3.'),
    )
    if (digit === '3') return 'message'
    if (digit === '2') return 'desk'
    if (digit !== '1') continue

    const duty = onDuty[new Date().getDay()] ?? '201'
    const dialed = await call.dial([duty, '210'], { ringTimeoutSeconds: 25 })
    if (dialed.leg) {
      call.log(`emergency taken by ${dialed.answeredDestination}`)
      await call.connect(dialed.leg, { record: true })
      await call.hangup()
    }
    await call.play(audio('nobody-on-duty'))
  }
  return 'desk'
})
