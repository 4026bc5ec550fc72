// Flows, settings and the system's state of the mock host.
import { speechSettings } from '../../../shared/domain/voices.ts'
import { bodyOf, samples } from '../../../shared/domain/webhooks.ts'
import type { MockOffice, Os } from './mockOffice.ts'
import { mockPeople } from './mockPeople.ts'
import * as sample from './sampleOffice.ts'
import {
  american,
  backends,
  deliveries,
  sampleLog,
  sampleSecret,
  sampleTrial,
  scripts,
  tokens,
  webhooks,
} from './sampleOutside.ts'

const ok = { ok: true } as const

export function mockRecords(os: Os, office: MockOffice) {
  const { empty, starter, pbx = 'managed' } = office.options
  const list = <T>(items: T[]) => (empty ? [] : items)
  const checks: { id: string; ok: boolean; detail: string; help: string; facts: Record<string, string> }[] = [
    { id: 'ari', ok: true, detail: '', help: '', facts: { where: 'http://127.0.0.1:8088/ari' } },
    {
      id: 'disk',
      ok: false,
      detail: '',
      help: '',
      facts: { free: '0.4', where: '/var/lib/cordboard' },
    },
    { id: 'clock', ok: true, detail: '', help: '', facts: { seconds: '0' } },
  ]
  return {
    flows: {
      list: os.flows.list.handler(() =>
        list([
          {
            id: 'reception',
            name: 'Reception',
            publishedVersion: 3,
            draftUpdatedAt: Date.now() - 3_600_000,
            revision: 7,
            changed: true,
            routes: ['5000', '+493055501'],
            shape: { exits: [], subflows: [] },
          },
          {
            id: 'night',
            name: 'After hours',
            publishedVersion: null,
            draftUpdatedAt: Date.now() - 86_400_000,
            revision: 1,
            changed: true,
            routes: [],
            shape: { exits: [], subflows: [] },
          },
        ]),
      ),
      draft: os.flows.draft.handler(() => ({
        document: sample.flow,
        revision: 7,
        problems: [{ code: 'UNREACHABLE', severity: 'warning' as const, node: 'old', message: '“Old pause” cannot be reached.' }],
      })),
      versions: os.flows.versions.handler(() => [
        { version: 3, publishedAt: Date.now() - 7_200_000, by: 'Anna Bergmann', note: 'Support has a menu key of its own.' },
        { version: 2, publishedAt: Date.now() - 9 * 86_400_000, by: 'Anna Bergmann', note: '' },
        { version: 1, publishedAt: Date.now() - 30 * 86_400_000, by: 'Cordboard', note: 'Starter office' },
      ]),
      version: os.flows.version.handler(() => sample.flow),
      restore: os.flows.restore.handler(() => ({ revision: 8 })),
      publish: os.flows.publish.handler(() => ({ version: 4, publishedAt: Date.now(), by: 'Anna Bergmann', note: '' })),
      save: os.flows.save.handler(() => ({ revision: 8, problems: [] })),
      create: os.flows.create.handler(() => ({ id: 'reception' })),
      lacks: os.flows.lacks.handler(() => []),
      naming: os.flows.naming.handler(() => (empty ? [] : [{ id: 'reception', name: 'Reception' }])),
      usedBy: os.flows.usedBy.handler(({ input: { id } }) => ({
        routes: id === 'reception' && !empty ? ['100'] : [],
        flows: id === 'reception' && !empty ? [{ id: 'night', name: 'Night' }] : [],
      })),
    },
    settings: {
      office: {
        get: os.settings.office.get.handler(() => sample.office),
        save: os.settings.office.save.handler(({ input }) => input),
      },
      queues: {
        list: os.settings.queues.list.handler(() => list(sample.queues)),
        update: os.settings.queues.update.handler(({ input }) => input),
      },
      operators: {
        list: os.settings.operators.list.handler(() => list(sample.operators)),
        update: os.settings.operators.update.handler(({ input }) => ({ ...input, pin: '5190' })),
      },
      extensions: {
        list: os.settings.extensions.list.handler(() => list(sample.extensions)),
        resetPassword: os.settings.extensions.resetPassword.handler(() => ({
          user: '201-desk',
          password: 'kX7pQ2mV9sLw',
          server: '192.168.1.10',
        })),
      },
      mailboxes: { list: os.settings.mailboxes.list.handler(() => list(sample.mailboxes)) },
      backends: {
        list: os.settings.backends.list.handler(() => list(backends)),
        try: os.settings.backends.try.handler(() => sampleTrial),
        log: os.settings.backends.log.handler(() => list(sampleLog)),
      },
      secrets: {
        list: os.settings.secrets.list.handler(() => list([{ name: 'Authorization_1f3a9c2e40', flows: ['Reception'] }])),
      },
      scripts: {
        list: os.settings.scripts.list.handler(() => ({
          folder: '/var/lib/cordboard/scripts',
          scripts: list(scripts),
          waiting: [],
        })),
      },
      webhooks: {
        list: os.settings.webhooks.list.handler(() => list(webhooks)),
        rotate: os.settings.webhooks.rotate.handler(() => ({ secret: sampleSecret })),
        test: os.settings.webhooks.test.handler(() => ({ deliveryId: 'd1' })),
        preview: os.settings.webhooks.preview.handler(({ input: { event, template } }) => {
          const happened = { event, at: '2026-11-21T08:00:00.000Z', office: 'Harbour Dental', data: samples[event] }
          return { body: bodyOf(happened, template) }
        }),
      },
      speech: {
        get: os.settings.speech.get.handler(() => speechSettings.parse({})),
        programs: os.settings.speech.programs.handler(() => ({
          file: '/var/lib/cordboard/programs.json',
          speech: [],
          recognisers: [],
        })),
        voices: os.settings.speech.voices.handler(() => [american]),
        voicesOf: os.settings.speech.voicesOf.handler(() => [american]),
      },
      tokens: {
        list: os.settings.tokens.list.handler(() => list(tokens)),
        create: os.settings.tokens.create.handler(() => ({ id: 't2', token: sampleSecret.replace('whsec', 'cbt') })),
      },
      routes: { list: os.settings.routes.list.handler(() => list(sample.routes)) },
      people: mockPeople(os, office),
    },
    system: {
      status: os.system.status.handler(() => ({
        pbx,
        pbxConnected: pbx !== 'external' || !empty,
        pbxVersion: pbx === 'external' && empty ? null : '22.10.0',
        version: '0.1.0',
        startedAt: Date.now() - 8_000_000,
        runningCalls: 2,
        loop: { p50Ms: 0.4, p99Ms: 6.2, maxMs: 31 },
        checks,
      })),
      addresses: os.system.addresses.handler(() => [
        { name: 'lo', address: '127.0.0.1' },
        { name: 'eth0', address: '192.168.1.10' },
      ]),
      starter: os.system.starter.handler(() =>
        starter
          ? {
              number: '5000',
              sipAddress: '127.0.0.1',
              operators: sample.operators
                .slice(0, 2)
                .map((each, i) => ({ name: each.name, extension: each.extension, pin: i ? '6025' : '4711' })),
            }
          : null,
      ),
      dismissStarter: os.system.dismissStarter.handler(() => ok),
      deliveries: os.system.deliveries.handler(() => list(deliveries())),
      resend: os.system.resend.handler(() => ok),
    },
  }
}
