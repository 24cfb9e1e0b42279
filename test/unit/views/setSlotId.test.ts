import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { SlotReading } from '../../../src/ltos/decode/readings';
import { commandFixture, deviceConfig } from './commandFixture';

const slot = (slotId: string, model?: string): SlotReading => ({
  slotId,
  slotType: 'IO',
  ...(model === undefined ? {} : { module: { model, isPsx: model.startsWith('psx'), ptpInstances: [], properties: [] } }),
});

const slots = [slot('clk1', 'gns181'), slot('io3', 'psx210'), slot('io4', 'psx210'), slot('io5')];

interface Pick extends vscode.QuickPickItem {
  readonly slotId?: string;
}

/** Runs the command in a chassis with these slots; the person answers with `choose`. */
async function run(chosen: readonly string[], choose: (picks: readonly Pick[]) => readonly Pick[] | undefined, found = slots) {
  const fixture = commandFixture([deviceConfig('gm1', { slotIds: chosen })]);
  fixture.fleet.apply({ deviceId: 'gm1', origin: 'https://gm1:443', at: 1, slots: found });
  let offered: readonly Pick[] = [];
  let placeHolder: string | undefined;
  const ask = (items: readonly Pick[], options: vscode.QuickPickOptions): Promise<unknown> => {
    offered = items;
    ({ placeHolder } = options);
    return Promise.resolve(choose(items));
  };
  vi.spyOn(vscode.window, 'showQuickPick').mockImplementation(ask as unknown as typeof vscode.window.showQuickPick);
  await fixture.run('psx.setSlotId', { kind: 'device', deviceId: 'gm1' });
  return { calls: fixture.calls, offered, placeHolder };
}

const sent = (...slotIds: string[]): readonly string[] => [`send chassis/gm1 setSlotId ${JSON.stringify({ slotIds })}`];
const confirm = (picks: readonly Pick[]) => picks.filter(({ picked }) => picked);

describe('psx.setSlotId', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('offers what was found, the PSX cards first and chosen', async () => {
    const { offered, calls } = await run([], () => undefined);
    expect(offered.map(({ label, description, picked }) => [label, description, picked])).toEqual([
      ['io3', 'PSX210', true],
      ['io4', 'PSX210', true],
      ['clk1', 'GNS181', false],
      ['io5', 'empty', false],
      ['$(edit) Enter a slot ID…', 'when the slot is not listed', undefined],
    ]);
    expect(calls).toEqual([]);
  });

  it('goes on with every card that is found when the person leaves all of them chosen', async () => {
    expect((await run([], confirm)).calls).toEqual(sent());
    expect((await run([], (picks) => picks.slice(0, 1))).calls).toEqual(sent('io3'));
  });

  it('keeps a chosen slot that the chassis does not list now, and knows one that is spelled otherwise', async () => {
    const { offered, calls } = await run(['io9', 'IO-4'], confirm);
    expect(offered.slice(0, 2).map(({ label, description }) => [label, description])).toEqual([
      ['io4', 'PSX210'],
      ['io9', 'not found'],
    ]);
    expect(calls).toEqual(sent('io4', 'io9'));
  });

  it('says what none chosen means, which depends on a setting', async () => {
    expect((await run([], () => undefined)).placeHolder).toContain('With none chosen, every PSX card that is found is polled');
    vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({ get: (key: string) => (key === 'slots.autoDetect' ? false : undefined) } as never);
    const { placeHolder, calls } = await run([], confirm);
    expect(placeHolder).toContain('With none chosen, no card is polled');
    expect(calls).toEqual(sent('io3', 'io4'));
  });

  it('takes slots that are typed', async () => {
    vi.spyOn(vscode.window, 'showInputBox').mockResolvedValue(' io7, ,io8');
    const { placeHolder, calls } = await run([], (picks) => picks, []);
    expect(placeHolder).toContain('No slots were found yet');
    expect(calls).toEqual(sent('io7', 'io8'));
  });
});
