import type * as vscode from 'vscode';
import type { Diagnosis } from '../../ltos/diagnosis';
import { isBypassProxy, parseDeviceAddress } from '../../model/deviceAddress';
import type { DeviceConfig } from '../../model/deviceConfig';
import type { Services } from '../services';
import { count } from '../words';
import { userProblem } from './addDeviceArgument';
import { testConnection } from './connectionTest';
import { draftAddress, draftOrigin, hasPort, hostProblem, isSchemeOpen, portProblem, type DeviceDraft } from './deviceDraft';
import { askMany, askOne, askText, type Answer, type Question } from './quickInputFlow';
import { runSteps, type StepOutcome } from './stepSequence';

type StepId = 'host' | 'port' | 'scheme' | 'proxy' | 'name' | 'user' | 'password' | 'test';
type Outcome = StepOutcome<StepId>;

interface Choice extends vscode.QuickPickItem {
  readonly outcome?: Outcome | 'again';
}

interface SlotChoice extends vscode.QuickPickItem {
  readonly slotId: string;
}

/** How a wizard is set up. */
export interface WizardOptions {
  readonly title: string;
  readonly draft: DeviceDraft;
  /** The members that were given: they are not asked for. */
  readonly given: ReadonlySet<string>;
  /** The device that is edited: while its origin stays, neither log-in nor test is asked for. */
  readonly edited?: DeviceConfig;
}

/** The questions about one device, with Back between them. It fills the draft and saves nothing. */
export class DeviceWizard {
  readonly #services: Services;
  readonly #options: WizardOptions;
  readonly #draft: DeviceDraft;
  #loginFault: string | undefined;

  constructor(services: Services, options: WizardOptions) {
    this.#services = services;
    this.#options = options;
    this.#draft = options.draft;
  }

  /** False when the person cancelled. */
  run(): Promise<boolean> {
    const isMissing = (member: string) => () => !this.#options.given.has(member);
    const needsLogin = (): boolean => this.#needsLogin();
    return runSteps<StepId>([
      { id: 'host', isAsked: isMissing('host'), run: (isFirst) => this.#askHost(isFirst) },
      { id: 'port', isAsked: () => !this.#options.given.has('port') && !hasPort(this.#draft.host), run: (isFirst) => this.#askPort(isFirst) },
      { id: 'scheme', isAsked: () => (isMissing('host')() || isMissing('port')()) && isSchemeOpen(this.#draft), run: (isFirst) => this.#askScheme(isFirst) },
      { id: 'proxy', isAsked: isMissing('busAddress'), run: (isFirst) => this.#askProxy(isFirst) },
      { id: 'name', isAsked: isMissing('name'), run: (isFirst) => this.#askName(isFirst) },
      { id: 'user', isAsked: () => needsLogin() && isMissing('user')(), run: (isFirst) => this.#askUser(isFirst) },
      { id: 'password', isAsked: () => needsLogin() && (isMissing('password')() || this.#loginFault !== undefined), run: (isFirst) => this.#askPassword(isFirst) },
      { id: 'test', isAsked: needsLogin, run: () => this.#test() },
    ]);
  }

  #needsLogin(): boolean {
    const address = draftAddress(this.#draft);
    return this.#options.edited === undefined || 'problem' in address || address.origin !== this.#options.edited.origin;
  }

  #question(step: number, isFirst: boolean): Question {
    return { title: this.#options.title, step, totalSteps: this.#needsLogin() ? 5 : 3, canGoBack: !isFirst };
  }

  async #askHost(isFirst: boolean): Promise<Outcome> {
    const answer = await askText({
      ...this.#question(1, isFirst),
      value: this.#draft.host,
      prompt: 'Address of the LANTIME: IP address, host name or URL.',
      placeholder: '10.0.4.20, gm1.example.com or https://…',
      validate: (text) => hostProblem(text) ?? (hasPort(text) ? this.#duplicate({ host: text, port: '' }) : undefined),
      // With another port it is another device: worth knowing, and no error yet.
      notice: (text) => this.#duplicate({ host: text, port: '' }),
      onDraft: (text) => this.#setHost(text),
    });
    return this.#accept(answer, (text) => this.#setHost(text));
  }

  /** Another host means another device: what was decided for the former does not count for it. */
  #setHost(host: string): void {
    if (host !== this.#draft.host) {
      this.#draft.host = host;
      this.#draft.port = hasPort(host) ? '' : this.#draft.port;
      this.#draft.fingerprint = this.#options.given.has('fingerprint') ? this.#draft.fingerprint : undefined;
    }
  }

  async #askPort(isFirst: boolean): Promise<Outcome> {
    const parsed = parseDeviceAddress(this.#draft.host);
    const url = parsed.ok ? new URL(parsed.address.origin) : undefined;
    const fallback = url === undefined || url.port === '' ? (url?.protocol === 'http:' ? '80' : '443') : url.port;
    const answer = await askText({
      ...this.#question(2, isFirst),
      value: this.#draft.port === '' ? fallback : this.#draft.port,
      prompt: 'TCP port of the web interface and the REST API. 443 means HTTPS.',
      validate: (text) => portProblem(text) ?? this.#duplicate({ host: this.#draft.host, port: text === fallback ? '' : text }),
      onDraft: (text) => (this.#draft.port = text),
    });
    return this.#accept(answer, (text) => (this.#draft.port = text.trim() === fallback ? '' : text.trim()));
  }

  /** Two entries for one origin would poll one device twice. */
  #duplicate(place: { readonly host: string; readonly port: string }): string | undefined {
    const address = draftAddress({ scheme: this.#draft.scheme, ...place });
    if ('problem' in address) {
      return address.problem;
    }
    const twin = this.#services.devices.configs.find(({ origin, id }) => origin === address.origin && id !== this.#options.edited?.id);
    return twin === undefined ? undefined : `${address.origin} is configured already as "${twin.name}". Edit that device, or go back and enter another address.`;
  }

  async #askScheme(isFirst: boolean): Promise<Outcome> {
    const https: Choice = { label: 'HTTPS', detail: 'Encrypted. The usual choice.' };
    const http: Choice = { label: 'HTTP', detail: 'User name and password travel unencrypted.' };
    const { scheme, port } = this.#draft;
    const isHttp = scheme === '' ? port === '80' : scheme === 'http://';
    const answer = await askOne({ ...this.#question(2, isFirst), placeholder: 'Is the connection encrypted on this port?', items: [https, http], active: isHttp ? http : https });
    return this.#accept(answer, (choice) => (this.#draft.scheme = choice === http ? 'http://' : 'https://'));
  }

  async #askProxy(isFirst: boolean): Promise<Outcome> {
    const follow: Choice = { label: 'Follow VS Code\'s proxy settings', detail: 'Goes through a proxy only when one is set there.' };
    const bypass: Choice = { label: 'Never use a proxy for this device', detail: 'Bus address "bypassproxy".' };
    const isBypassed = isBypassProxy(this.#draft.busAddress);
    const answer = await askOne({ ...this.#question(2, isFirst), placeholder: 'How is the device reached?', items: [follow, bypass], active: isBypassed ? bypass : follow });
    return this.#accept(answer, (choice) => {
      // A bus address with another text is the person's own and stays.
      if ((choice === bypass) !== isBypassed) {
        this.#draft.busAddress = choice === bypass ? 'bypassproxy' : '';
      }
    });
  }

  async #askName(isFirst: boolean): Promise<Outcome> {
    const address = draftAddress(this.#draft);
    const hostname = 'problem' in address ? '' : address.hostname;
    const answer = await askText({
      ...this.#question(3, isFirst),
      value: this.#draft.name,
      prompt: 'Name in the tree. Empty: the host name.',
      placeholder: hostname,
      validate: () => this.#duplicate(this.#draft),
      onDraft: (text) => (this.#draft.name = text),
    });
    return this.#accept(answer, (text) => (this.#draft.name = text.trim()));
  }

  async #askUser(isFirst: boolean): Promise<Outcome> {
    const answer = await askText({
      ...this.#question(4, isFirst),
      value: this.#draft.user,
      prompt: `User name at ${draftOrigin(this.#draft)}. The level "info" is enough to read the status.`,
      fault: this.#loginFault,
      validate: userProblem,
      onDraft: (text) => (this.#draft.user = text),
    });
    return this.#accept(answer, (text) => (this.#draft.user = text));
  }

  async #askPassword(isFirst: boolean): Promise<Outcome> {
    const answer = await askText({
      ...this.#question(4, isFirst),
      value: this.#draft.password,
      prompt: `Password of ${this.#draft.user}. It is kept in the secret storage of the editor and sent to this device only.`,
      password: true,
      validate: (text) => (text === '' ? 'Enter the password.' : undefined),
      onDraft: (text) => (this.#draft.password = text),
    });
    return this.#accept(answer, (text) => (this.#draft.password = text));
  }

  async #test(): Promise<Outcome> {
    for (;;) {
      const diagnosis = await testConnection(this.#services, this.#draft);
      if (diagnosis.fault?.kind === 'unauthorized') {
        this.#loginFault = 'The device does not accept the user name or the password. Enter them again.';
        return { goTo: 'user' };
      }
      this.#loginFault = undefined;
      const outcome = diagnosis.fault === undefined ? await this.#askSlots(diagnosis) : await this.#askAboutFault(diagnosis.fault.message, diagnosis.fault.hint);
      if (outcome !== 'again') {
        return outcome;
      }
    }
  }

  async #askSlots(diagnosis: Diagnosis): Promise<Outcome | 'again'> {
    if (this.#options.given.has('slotIds')) {
      return 'next';
    }
    if (diagnosis.psxSlots.length === 0) {
      const hint = 'Save it anyway when a card will be plugged in, or when it is there under another name: its slot can be set later.';
      return this.#askAboutFault(`The device answers, but no PSX card was found in its ${count(diagnosis.slots.length, 'slot')}.`, hint);
    }
    const choices = diagnosis.psxSlots.map(
      ({ slotId, module }): SlotChoice => ({
        label: slotId,
        description: [module?.model?.toUpperCase(), count(module?.ptpInstances.length ?? 0, 'PTP instance')].filter(Boolean).join(', '),
        picked: this.#draft.slotIds.length === 0 || this.#draft.slotIds.includes(slotId),
        slotId,
      }),
    );
    const answer = await askMany({ ...this.#question(5, false), placeholder: 'Which PSX cards should be shown?', items: choices });
    // All of them means those that are plugged in later as well.
    return this.#accept(answer, (picked) => (this.#draft.slotIds = picked.length === choices.length ? [] : picked.map(({ slotId }) => slotId)));
  }

  async #askAboutFault(message: string, hint: string): Promise<Outcome | 'again'> {
    const fault: Choice = { label: `$(warning) ${message}`, detail: hint };
    const again: Choice = { label: '$(refresh) Try again', outcome: 'again' };
    const save: Choice = { label: '$(save) Save anyway', detail: 'The device is added as it is; its row in the tree shows what is wrong.', outcome: 'next' };
    const back: Choice = { label: '$(arrow-left) Back', outcome: 'back' };
    for (;;) {
      const question = { ...this.#question(5, false), placeholder: 'The test did not succeed. What next?' };
      const answer = await askOne({ ...question, items: [fault, again, save, back], active: again });
      if (answer.kind !== 'value') {
        return answer.kind;
      }
      if (answer.value.outcome !== undefined) {
        return answer.value.outcome;
      }
    }
  }

  #accept<T>(answer: Answer<T>, take: (value: T) => void): Outcome {
    if (answer.kind !== 'value') {
      return answer.kind;
    }
    take(answer.value);
    return 'next';
  }
}
