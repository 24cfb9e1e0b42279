import { scenarioSteps, type ScenarioStep, type SimulatedDevice, type Simulator } from './simulatedDevice';
import { type SimulatorFault, simulatorFaultKinds, type SimulatorFaultKind } from './simulatorFault';
import { type VariantName, variantNames } from './variantName';

const help = `Faults (add "x3" for three answers only, or a path like /api/status/system):
  ${simulatorFaultKinds.join(' ')}
  throttled 30 · delay 7000 · redirect https://192.0.2.1/
Steps: ${scenarioSteps.join(' ')}
Variants: ${variantNames.join(' ')}
Others: normal (no fault) · renewCertificate · expireTokens · requests · help · quit`;

/** Does what one line of the simulator's console asks for, and tells what was done. */
export async function runConsoleCommand(device: SimulatedDevice | Simulator, line: string): Promise<string> {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  if (word === '') {
    return '';
  }
  if (isOneOf(simulatorFaultKinds, word)) {
    return setFault(device, word, rest);
  }
  if (isOneOf(scenarioSteps, word) || isOneOf(variantNames, word)) {
    return changeSimulator(device, word);
  }
  switch (word) {
    case 'help':
      return help;
    case 'normal':
      device.setFault(undefined);
      return 'No fault.';
    case 'renewCertificate':
      if (device.fingerprint256 === undefined) {
        return 'There is no certificate without --https.';
      }
      await device.renewCertificate();
      return `New certificate ${device.fingerprint256}`;
    case 'expireTokens':
      device.expireTokens();
      return 'Tokens ended.';
    case 'requests':
      return device.requests
        .slice(-20)
        .map(({ method, path, status, connectionId }) => `${method} ${path} ${status ?? 'unanswered'} (connection ${connectionId})`)
        .join('\n');
    default:
      return `Unknown: ${word}. Type help.`;
  }
}

function changeSimulator(device: SimulatedDevice | Simulator, word: ScenarioStep | VariantName): string {
  if (!('step' in device)) {
    return 'A replayed device has no steps and no variants.';
  }
  if (isOneOf(scenarioSteps, word)) {
    device.step(word);
    return `Step ${word}.`;
  }
  device.setVariant(word);
  return `Variant ${word}.`;
}

function setFault(device: SimulatedDevice, kind: SimulatorFaultKind, words: readonly string[]): string {
  const times = words.map((word) => /^x(\d+)$/.exec(word)?.[1]).find((count) => count !== undefined);
  const paths = words.find((word) => word.startsWith('/') && kind !== 'redirect');
  const argument = words.find((word) => word !== paths && !/^x\d+$/.test(word));
  const effect = faultEffect(kind, argument);
  if (typeof effect === 'string') {
    return effect;
  }
  device.setFault({ ...effect, ...(times !== undefined && { times: Number(times) }), ...(paths !== undefined && { paths }) });
  return `Fault ${kind}.`;
}

/** The fault, or why it is not clear. */
function faultEffect(kind: SimulatorFaultKind, argument: string | undefined): SimulatorFault | string {
  const number = argument === undefined ? undefined : Number(argument);
  switch (kind) {
    case 'delay':
      return isAmount(number) ? { kind, ms: number } : 'Say how long: delay 7000 (milliseconds).';
    case 'throttled':
      if (number === undefined) {
        return { kind };
      }
      return isAmount(number) ? { kind, retryAfterSeconds: number } : 'Say for how long: throttled 30 (seconds).';
    case 'redirect':
      return argument === undefined ? 'Say where to: redirect https://192.0.2.1/' : { kind, location: argument };
    default:
      return argument === undefined ? { kind } : `${kind} takes no ${argument}.`;
  }
}

function isAmount(number: number | undefined): number is number {
  return number !== undefined && Number.isFinite(number) && number >= 0;
}

function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}
