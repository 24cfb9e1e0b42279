import * as vscode from 'vscode';
import type { InterAppBus } from '../../interapp/interAppBus';
import type { Address } from '../../model/interApp';
import type { DeviceSnapshot } from '../../model/snapshot';
import { askDevice, type AskOptions } from '../deviceMessages';
import { faultText } from '../faultText';
import type { Services } from '../services';
import { answerText, deviceSummary, diagnosisAnswer, httpFaults, ptpStatus } from './toolAnswers';
import { devicesOf, toolInput, type ToolInput } from './toolInput';

/** Neither a command of a person nor another extension: the assistant that uses these tools. */
const source: Address = 'extension/psx-tools.psx-explorer/assistant';

/** Sessions that are looked at for faults, and faults that are told unless the model wants more. */
const sessionCount = 500;
const faultCount = 10;

interface Tool {
  readonly name: string;
  /** What the chat shows while the tool runs. */
  readonly invocation: string;
  readonly answer: (devices: readonly DeviceSnapshot[], input: ToolInput, options: AskOptions) => Promise<unknown>;
}

/**
 * The tools with which an assistant in the editor finds out about devices: they read, change nothing, and everything that they ask goes over
 * the bus. Editors without language models have no place to register them; there nothing happens.
 */
export function registerLanguageModelTools(bus: InterAppBus, services: Services): vscode.Disposable {
  // Declared by the type, but absent in builds of VS Code without language models.
  const languageModels = vscode.lm as object | undefined;
  if (languageModels === undefined || !('registerTool' in languageModels)) {
    return vscode.Disposable.from();
  }
  return vscode.Disposable.from(...tools(bus).map((tool) => vscode.lm.registerTool(tool.name, languageModelTool(tool, services))));
}

function languageModelTool({ answer, invocation }: Tool, services: Services): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: () => ({ invocationMessage: invocation }),
    invoke: async (options, token) => {
      const abort = new AbortController();
      const cancellation = token.onCancellationRequested(() => abort.abort());
      try {
        const input = toolInput(options.input);
        const text = answerText(await answer(devicesOf(services.fleet.devices, input), input, { signal: abort.signal }));
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      } finally {
        cancellation.dispose();
      }
    },
  };
}

function tools(bus: InterAppBus): readonly Tool[] {
  const snapshotOf = async (deviceId: string, options: AskOptions): Promise<DeviceSnapshot> => {
    const { result } = await asking(askDevice(bus, { name: 'getSnapshot', target: { deviceId }, source }, options));
    if (!('baseUrl' in result)) {
      throw new Error('A device answered with the snapshot of something else.');
    }
    return result;
  };
  const snapshots = (devices: readonly DeviceSnapshot[], options: AskOptions): Promise<DeviceSnapshot[]> =>
    Promise.all(devices.map(({ id }) => snapshotOf(id, options)));
  return [
    {
      name: 'psx_list_devices',
      invocation: 'Listing PSX devices',
      answer: async (devices, _input, options) => (await snapshots(devices, options)).map(deviceSummary),
    },
    {
      name: 'psx_ptp_status',
      invocation: 'Reading PTP status',
      answer: async (devices, input, options) => (await snapshots(devices, options)).map((device) => ptpStatus(device, input)),
    },
    {
      name: 'psx_recent_http_faults',
      invocation: 'Looking for HTTP faults',
      answer: (devices, { limit = faultCount }, options) =>
        Promise.all(
          devices.map(async (device) => {
            const question = { name: 'listSessions', target: { deviceId: device.id }, source, data: { limit: sessionCount } } as const;
            return httpFaults(device, (await asking(askDevice(bus, question, options))).result, limit);
          }),
        ),
    },
    {
      name: 'psx_diagnose',
      invocation: 'Diagnosing a PSX device',
      answer: async (devices, _input, options) => {
        const [device] = devices;
        if (device === undefined || devices.length > 1) {
          throw new Error(`Name the device to diagnose. ${devices.length === 0 ? 'None is configured.' : `There are ${devices.map(({ name }) => name).join(', ')}.`}`);
        }
        const { result } = await asking(askDevice(bus, { name: 'diagnose', target: { deviceId: device.id }, source }, options));
        return diagnosisAnswer(device, result);
      },
    },
  ];
}

/** A failure as a model reads it: one sentence and what to do next. */
async function asking<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Error(faultText(error), { cause: error });
  }
}
