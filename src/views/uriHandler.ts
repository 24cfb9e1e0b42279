import * as vscode from 'vscode';
import type { InterAppBus } from '../interapp/interAppBus';
import { showDiagnosis } from './commands/diagnose';
import { offerNextStep, offerToResume } from './commands/refreshOutcome';
import { askDevice } from './deviceMessages';
import { showFault } from './faultText';
import { deviceNamed, isProblem, parseLink, type LinkAction, type LinkProblem } from './link';
import type { Services } from './services';
import type { Target } from './target';
import { withoutLinks } from './withoutLinks';

const verbs: Readonly<Record<Exclude<LinkAction, 'open'>, { readonly verb: string; readonly effect: string }>> = {
  refresh: { verb: 'Refresh', effect: 'The device is polled once, at once.' },
  pause: { verb: 'Pause Polling', effect: 'The device is not polled until somebody resumes it.' },
  resume: { verb: 'Resume Polling', effect: 'The device is polled again.' },
  diagnose: { verb: 'Diagnose', effect: 'The way to the device is tested step by step.' },
};

/**
 * Links to this extension. `open` shows a device, a slot or a PTP instance in the tree; whatever acts on a device asks first, since a link
 * may come from anybody.
 */
export function registerUriHandler(bus: InterAppBus, services: Services): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async ({ path, query }) => {
      try {
        await follow(bus, services, path, query);
      } catch (error) {
        showFault(services, 'The link could not be followed', error);
      }
    },
  });
}

async function follow(bus: InterAppBus, services: Services, path: string, query: string): Promise<void> {
  const link = parseLink(path, query);
  if (isProblem(link)) {
    await sayProblem(link);
    return;
  }
  const device = deviceNamed(services.fleet.devices, link.device);
  if (isProblem(device)) {
    await sayProblem(device);
    return;
  }
  const { action, slotId, instanceId } = link;
  const deviceId = device.id;
  const row = { ...(slotId === undefined ? {} : { slotId }), ...(instanceId === undefined ? {} : { instanceId }) };
  const target: Target = { deviceId, ...row };
  if (action === 'open') {
    // Asks the destination itself, so that a link to what is not there fails where the other failures are.
    await askDevice(bus, { name: 'getSnapshot', target, source: 'uri' });
    await services.reveal(deviceId, row);
    await openInstance(target);
    return;
  }
  const { verb, effect } = verbs[action];
  const picked = await vscode.window.showWarningMessage(withoutLinks(`${verb}: ${device.name}?`), { modal: true, detail: `A link that was opened asks for this. ${effect}` }, verb);
  if (picked === undefined) {
    return;
  }
  if (action === 'diagnose') {
    await showDiagnosis(services, deviceId, 'uri');
    return;
  }
  const { result } = await askDevice(bus, { name: action, target, source: 'uri' });
  await services.reveal(deviceId, row);
  if (result === 'waiting') {
    offerNextStep(services, [device]);
  } else if (result === 'paused') {
    offerToResume([device], (id) => askDevice(bus, { name: 'resume', target: { deviceId: id }, source: 'user' }));
  }
}

/** What shows a PTP instance, where that is to be had. */
async function openInstance(target: Target): Promise<void> {
  const command = 'psx.showPtpInstance';
  if (target.instanceId !== undefined && (await vscode.commands.getCommands(true)).includes(command)) {
    await vscode.commands.executeCommand(command, target);
  }
}

async function sayProblem({ message, hint }: LinkProblem): Promise<void> {
  await vscode.window.showErrorMessage(withoutLinks(`The link could not be followed: ${message} ${hint}`));
}
