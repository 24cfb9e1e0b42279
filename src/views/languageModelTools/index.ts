import * as vscode from 'vscode';
import type { InterAppBus } from '../../interapp/interAppBus';
import type { Address } from '../../model/interApp';
import type { DeviceSnapshot } from '../../model/snapshot';
import { askDevice, type AskOptions } from '../deviceMessages';
import { faultText } from '../faultText';
import { isRecording } from '../httpSessions/sessionSettings';
import type { Services } from '../services';
import { answerText, deviceSummary, diagnosisAnswer, httpFaults, ptpStatus } from './toolAnswers';
import { devicesOf, toolInput, type ToolInput } from './toolInput';

/** Neither a command of a person nor another extension: the assistant that uses these tools. */
const source: Address = 'extension/psx-tools.psx-explorer/assistant';

/** Sessions that are looked at for faults, and faults that are told unless the model wants more. */
const sessionCount = 500;
const faultCount = 10;
/** What is known already is answered at once; a device that is busy keeps nobody from the others. */
const patienceMs = 5_000;

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
  return [
    {
      name: 'psx_list_devices',
      invocation: 'Listing PSX devices',
      answer: (devices, _input, options) => ofEach(devices, options, async ({ id }, limits) => deviceSummary(await snapshotOf(id, limits))),
    },
    {
      name: 'psx_ptp_status',
      invocation: 'Reading PTP status',
      answer: (devices, input, options) => ofEach(devices, options, async ({ id }, limits) => ptpStatus(await snapshotOf(id, limits), input)),
    },
    {
      name: 'psx_recent_http_faults',
      invocation: 'Looking for HTTP faults',
      answer: (devices, { limit = faultCount }, options) =>
        ofEach(devices, options, async (device, limits) => {
          const question = { name: 'listSessions', target: { deviceId: device.id }, source, data: { limit: sessionCount } } as const;
          const { result } = await asking(askDevice(bus, question, limits));
          return httpFaults(device, result, { limit, isRecording: isRecording() });
        }),
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

/** The answer of each device; of one that cannot be had soon, why not: the others count all the same. Rejects when the only one asked for fails. */
async function ofEach(devices: readonly DeviceSnapshot[], options: AskOptions, ask: (device: DeviceSnapshot, limits: AskOptions) => Promise<object>): Promise<readonly object[]> {
  const limits = { ...options, timeoutMs: patienceMs };
  const [only, ...others] = devices;
  if (only !== undefined && others.length === 0) {
    return [await ask(only, limits)];
  }
  return Promise.all(devices.map((device) => ask(device, limits).catch((error: unknown) => ({ device: device.name, couldNotBeRead: error instanceof Error ? error.message : faultText(error) }))));
}

/** A failure as a model reads it: one sentence and what to do next. */
async function asking<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Error(faultText(error), { cause: error });
  }
}
