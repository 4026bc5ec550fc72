// indications.conf: the tones of the countries we speak the languages of (ITU-T E.180 various tones).

const COUNTRIES: Record<
  string,
  { ringcadence: string; dial: string; busy: string; ring: string; congestion: string; callwaiting: string }
> = {
  us: {
    ringcadence: '2000,4000',
    dial: '350+440',
    busy: '480+620/500,0/500',
    ring: '440+480/2000,0/4000',
    congestion: '480+620/250,0/250',
    callwaiting: '440/300,0/10000',
  },
  de: {
    ringcadence: '1000,4000',
    dial: '425',
    busy: '425/480,0/480',
    ring: '425/1000,0/4000',
    congestion: '425/240,0/240',
    callwaiting: '!425/200,!0/200,!425/200,!0/5000,!425/200,!0/200,!425/200,0',
  },
  uk: {
    ringcadence: '400,200,400,2000',
    dial: '350+440',
    busy: '400/375,0/375',
    ring: '400+450/400,0/200,400+450/400,0/2000',
    congestion: '400/400,0/350,400/225,0/525',
    callwaiting: '400/100,0/4000',
  },
  nl: {
    ringcadence: '1000,4000',
    dial: '425',
    busy: '425/500,0/500',
    ring: '425/1000,0/4000',
    congestion: '425/250,0/250',
    callwaiting: '425/500,0/9500',
  },
  fr: {
    ringcadence: '1500,3500',
    dial: '440',
    busy: '440/500,0/500',
    ring: '440/1500,0/3500',
    congestion: '440/250,0/250',
    callwaiting: '440/300,0/10000',
  },
  es: {
    ringcadence: '1500,3000',
    dial: '425',
    busy: '425/200,0/200',
    ring: '425/1500,0/3000',
    congestion: '425/200,0/200,425/200,0/200,425/200,0/600',
    callwaiting: '425/175,0/175,425/175,0/3500',
  },
}

/** The whole of indications.conf; `us` is the default zone. */
export function indicationsConf(): string {
  const zones = Object.entries(COUNTRIES).map(([name, tones]) => {
    const lines = Object.entries({
      description: name,
      ...tones,
      dialrecall: tones.dial,
      record: '1400/500,0/15000',
      info: '!950/330,!1400/330,!1800/330,0',
    })
    return `[${name}]\n${lines.map(([key, value]) => `${key} = ${value}`).join('\n')}\n`
  })
  return `[general]\ncountry=us\n\n${zones.join('\n')}`
}
