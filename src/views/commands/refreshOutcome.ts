import * as vscode from 'vscode';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { Services } from '../services';
import { nextStep } from '../tree/nextStepItem';
import { withoutLinks } from '../withoutLinks';

/** Nothing is sent to a device that waits for somebody: it must not look as if it were. */
export function offerNextStep({ fleet }: Pick<Services, 'fleet'>, waiting: readonly DeviceSnapshot[]): void {
  const [first] = waiting;
  const device = first === undefined ? undefined : fleet.get(first.id);
  if (device === undefined) {
    return;
  }
  if (waiting.length > 1) {
    void vscode.window.showWarningMessage(withoutLinks(`${waiting.map(({ name }) => name).join(', ')} were not asked. Their rows in the tree say what they wait for.`));
    return;
  }
  const step = nextStep(device);
  const why = device.communication.error?.message;
  void vscode.window.showWarningMessage(withoutLinks(`${device.name} was not asked.${why === undefined ? '' : ` ${why}`}`), ...(step === undefined ? [] : [step.label])).then((answer) => {
    if (answer !== undefined && step !== undefined) {
      void vscode.commands.executeCommand(step.command, { deviceId: device.id });
    }
  });
}

/** Paused devices are not refreshed: it must not look as if one were. One that goes on is news enough. Nobody has to answer. */
export function offerToResume(devices: readonly DeviceSnapshot[], resumeDevice: (deviceId: string) => Promise<unknown>): void {
  const [first] = devices;
  if (first === undefined || devices.some(({ communication }) => communication.state !== 'paused')) {
    return;
  }
  const who = devices.length === 1 ? `${first.name} is` : 'All PSX devices are';
  const resume = 'Resume Polling';
  void vscode.window.showInformationMessage(withoutLinks(`${who} paused, so nothing was asked.`), resume).then(async (answer) => {
    if (answer === resume) {
      await Promise.all(devices.map(({ id }) => resumeDevice(id)));
    }
  });
}
