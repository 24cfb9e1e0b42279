import { Linter, type ESLint } from 'eslint';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import config from '../../eslint.config.mjs';
import type { Alarm, AlarmChange } from '../../src/model/alarm';
import type { DeviceSnapshot } from '../../src/model/snapshot';
import { notifyOfAlarms } from '../../src/views/alarms/notifyOfAlarms';
import { alarmTooltip } from '../../src/views/alarms/alarmItem';
import { askTrust } from '../../src/views/certificateQuestion';
import { refuseMoved } from '../../src/views/commands/refuseMoved';
import { offerNextStep } from '../../src/views/commands/refreshOutcome';
import { showFault } from '../../src/views/faultText';
import { deviceTooltip } from '../../src/views/tree/tooltip';
import { withoutLinks } from '../../src/views/withoutLinks';
import { FakeClock, SharedStates } from '../unit/alarms/alarmFixture';

/** What VS Code takes for a link in a notification, the title of a progress and the message of an input box (`linkedText.ts`). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const links = (text: string): number => [...text.matchAll(link)].length;

const hostile = '[Details](command:psx.removeDevice)';
const device: DeviceSnapshot = {
  id: '1',
  name: hostile,
  baseUrl: 'https://north:443',
  communication: { state: 'unauthorized', since: 0, error: { kind: 'unauthorized', message: `${hostile} is refused.`, hint: `Use ${hostile}.` } },
  slots: [],
};
const alarm: Alarm = {
  id: 'a',
  subject: { deviceId: '1' },
  subjectName: hostile,
  parameter: 'offsetFromMaster',
  severity: 'critical',
  state: 'active',
  raisedAt: 0,
  changedAt: 0,
  text: `${hostile} is wrong.`,
  hint: `Use ${hostile}.`,
};

describe('a text of a device', () => {
  afterEach(() => vi.restoreAllMocks());

  const said: string[] = [];
  const hear = (): void => {
    said.length = 0;
    for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const) {
      vi.spyOn(vscode.window, name).mockImplementation((text: string) => {
        said.push(text);
        return Promise.resolve(undefined);
      });
    }
  };

  it('stays text: VS Code finds no link in it, and it looks the same', () => {
    expect(links(hostile)).toBe(1);
    expect(links(withoutLinks(hostile))).toBe(0);
    const piece = fc.constantFrom('[', ']', '](', '(', ')', 'command:psx.removeDevice', 'https://a', 'label', ' ', '"', '\u2060');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')), (text) => {
        const plain = withoutLinks(text);
        expect(links(plain)).toBe(0);
        expect(plain.replaceAll('\u2060', '')).toBe(text.replaceAll('\u2060', ''));
      }),
    );
  });

  it('becomes no command in the notification of an alarm', () => {
    hear();
    const clock = new FakeClock();
    let raise: (change: AlarmChange) => void = () => undefined;
    const alarms = { alarms: [alarm], onDidChange: (listener: typeof raise) => ((raise = listener), { dispose: () => undefined }) };
    const notifier = notifyOfAlarms({ isNotifier: () => true, alarms, states: new SharedStates().window(), clock, atLeast: () => 'warning', deviceName: () => hostile });
    raise({ raised: [alarm], cleared: [], changed: [] });
    clock.advance(60_000);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('Details');
    expect(links(said[0]!)).toBe(0);
    notifier.dispose();
  });

  it('becomes no command in the other notifications', async () => {
    hear();
    showFault({ log: { error: () => undefined } as unknown as vscode.LogOutputChannel }, `${hostile} could not be diagnosed`, device.communication.error);
    offerNextStep({ fleet: { get: () => device } as never }, [device]);
    const certificate = { subject: hostile, issuer: hostile, validFrom: '', validTo: '', fingerprint256: 'AA' };
    await askTrust(hostile, { kind: 'tlsChanged', certificate });
    expect(said).toHaveLength(3);
    expect(said.map(links)).toEqual([0, 0, 0]);
  });

  it('becomes no command in the error of a command, which VS Code shows', () => {
    const configured = { id: '1', name: hostile, origin: 'https://a:443', slotIds: [] } as never;
    let error = '';
    try {
      refuseMoved({ device: () => undefined }, configured, 'Nothing was changed.');
    } catch (thrown) {
      error = String(thrown);
    }
    expect(error).toContain('Details');
    expect(links(error)).toBe(0);
  });

  it('becomes no link in a tooltip', () => {
    // What is said about the communication goes through VS Code's own appendText, which escapes.
    const named = { ...device, communication: { state: 'unauthorized', since: 0 } } as const;
    for (const { value } of [deviceTooltip(named, [alarm]), alarmTooltip(alarm)]) {
      expect(value).toContain('\\[Details\\]');
      expect(value).not.toMatch(/(?<!\\)\[Details/);
    }
  });
});

describe('the lint rule', () => {
  const rule = (config as ESLint.ConfigData[]).flatMap(({ rules }) => rules?.['no-restricted-syntax'] ?? []);
  const faults = (code: string): number => new Linter().verify(code, { rules: { 'no-restricted-syntax': rule as Linter.RuleEntry } }).length;

  it.each([
    'vscode.window.showErrorMessage(name)',
    'vscode.window.showWarningMessage(`${name} is gone`, { modal: true })',
    'window.showInformationMessage("Refused: " + name)',
    'vscode.window.withProgress({ location: 1, title: `Reading ${name}` }, () => 1)',
    'vscode.window.withProgress({ title }, () => 1)',
    'progress.report({ message: name })',
    'vscode.window.showInputBox({ prompt: name })',
    'input.prompt = name',
  ])('refuses %s', (code) => {
    expect(faults(code)).toBe(1);
  });

  it.each(["vscode.window.showErrorMessage('A fixed text.', open)", 'vscode.window.showErrorMessage(withoutLinks(name))', 'vscode.window.showInputBox({ prompt: withoutLinks(name) })'])(
    'accepts %s',
    (code) => {
      expect(faults(code)).toBe(0);
    },
  );
});
