import type { CertificatePins } from '../model/certificatePins';
import type { CertificateSummary, Fault } from '../model/fault';
import { normalKey } from '../model/normalKey';
import type { SystemSnapshot } from '../model/snapshot';
import { inspectCertificate } from './certificate';
import { decodeChassis, decodeModule, decodeSystem, type DecodeOptions, type ModuleReading, type SlotReading } from './decode';
import { diagnosisSteps, failed, ok, skipped, warning, type DiagnosisStep, type DiagnosisStepId, type Finding } from './diagnosisStep';
import { cancelled, internal, tlsChanged, tlsUntrusted, unexpectedShape, whereIs } from './faults';
import type { LtosAnswer, LtosApi } from './ltosApi';
import { LtosError } from './ltosError';
import { probeTcp, resolveName, type Probe } from './networkProbe';
import { hostOfOrigin, portOfOrigin } from './originParts';
import { proxyName } from './proxy';

/** What a diagnosis works with. */
export interface DiagnosisOptions {
  /** `scheme://host:port`. */
  readonly origin: string;
  /** The device's one client: requests queue behind those of the polling. */
  readonly client: LtosApi;
  readonly pins: CertificatePins;
  /** The proxy in the way, when there is one. */
  readonly proxy?: URL | undefined;
  /** `http.proxyAuthorization`, when the proxy wants a log-in. */
  readonly proxyAuthorization?: string | undefined;
  /** The configured slots; empty: any. */
  readonly slotIds?: readonly string[];
  /** How the polling reads the answers, so that both see the same. */
  readonly decoding?: Pick<DecodeOptions, 'raw' | 'offsetUnit'>;
  /** For each step; default 15 s. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** How a diagnosis went. It never rejects: whatever happens is in its steps. */
export interface Diagnosis {
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** All steps, in order. */
  readonly steps: readonly DiagnosisStep[];
  /** The fault of the step that failed; absent when all is well. */
  readonly fault?: Fault;
  /** What the device presented, when TLS was tested. */
  readonly certificate?: CertificateSummary;
  readonly system?: SystemSnapshot;
  readonly slots: readonly SlotReading[];
  /** Those of {@link slots} that hold a PSX card. */
  readonly psxSlots: readonly SlotReading[];
}

/** Called when a step ends; `next` is the title of the one that begins. */
export type OnDiagnosisStep = (step: DiagnosisStep, next: string | undefined) => void;

/** Finds out, step by step from the name to the PTP instances, what keeps a device from being shown. */
export async function diagnose(options: DiagnosisOptions, onStep: OnDiagnosisStep = () => undefined): Promise<Diagnosis> {
  const run = new DiagnosisRun(options);
  const startedAt = Date.now();
  const steps: DiagnosisStep[] = [];
  let fault: Fault | undefined;
  for (const [index, { id, title }] of diagnosisSteps.entries()) {
    const before = performance.now();
    const finding = fault === undefined ? await run.finding(id) : skipped('Not tested, because an earlier step failed.');
    const step: DiagnosisStep = { id, title, ...finding, durationMs: Math.round(performance.now() - before) };
    steps.push(step);
    fault ??= finding.fault;
    onStep(step, fault === undefined ? diagnosisSteps[index + 1]?.title : undefined);
  }
  return { origin: options.origin, startedAt, steps, ...(fault === undefined ? {} : { fault }), ...run.found() };
}

class DiagnosisRun {
  readonly #options: DiagnosisOptions;
  readonly #timeoutMs: number;
  #certificate: CertificateSummary | undefined;
  #answer: LtosAnswer | undefined;
  #apiFault: Fault | undefined;
  #system: SystemSnapshot | undefined;
  #slots: readonly SlotReading[] = [];

  constructor(options: DiagnosisOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? 15_000;
  }

  found(): Pick<Diagnosis, 'certificate' | 'system' | 'slots' | 'psxSlots'> {
    return {
      ...(this.#certificate === undefined ? {} : { certificate: this.#certificate }),
      ...(this.#system === undefined ? {} : { system: this.#system }),
      slots: this.#slots,
      psxSlots: this.#slots.filter((slot) => slot.module?.isPsx === true),
    };
  }

  async finding(id: DiagnosisStepId): Promise<Finding> {
    try {
      if (this.#options.signal?.aborted === true) {
        return failed(cancelled());
      }
      return await this.#steps[id]();
    } catch (error) {
      return failed(faultOf(error));
    }
  }

  readonly #steps: Readonly<Record<DiagnosisStepId, () => Finding | Promise<Finding>>> = {
    resolve: () => this.#resolve(),
    connect: () => this.#connect(),
    tls: () => this.#tls(),
    login: () => this.#login(),
    api: () => (this.#apiFault === undefined ? this.#api() : failed(this.#apiFault)),
    generation: () => this.#generation(),
    slots: () => this.#readSlots(),
    instances: () => this.#readInstances(),
  };

  async #resolve(): Promise<Finding> {
    const { proxy } = this.#options;
    if (proxy !== undefined) {
      return skipped(`The proxy ${proxyName(proxy)} resolves the name.`);
    }
    const hostname = hostOfOrigin(this.#options.origin);
    const addresses = await resolveName(this.#probe);
    return ok(addresses.includes(hostname) ? `${hostname} is an IP address.` : `${hostname} is ${addresses.join(', ')}.`);
  }

  async #connect(): Promise<Finding> {
    const { proxy } = this.#options;
    if (proxy !== undefined) {
      return skipped(`The connection goes through the proxy ${proxyName(proxy)}.`);
    }
    await probeTcp(this.#probe);
    return ok(`Port ${portOfOrigin(this.#options.origin)} accepts connections.`);
  }

  async #tls(): Promise<Finding> {
    const { origin, proxy, proxyAuthorization, pins } = this.#options;
    if (!origin.startsWith('https:')) {
      return warning('The address is http://: user name and password travel unencrypted. Use https:// where the device offers it.');
    }
    const inspected = await inspectCertificate(origin, { timeoutMs: this.#timeoutMs, signal: this.#options.signal, proxy, proxyAuthorization });
    this.#certificate = inspected.certificate;
    const { subject, issuer, validTo, fingerprint256 } = inspected.certificate;
    const summary = `${subject}, issued by ${issuer}, valid until ${validTo}.`;
    const pin = pins.get(origin);
    if (pin === fingerprint256) {
      const isExpired = Date.parse(validTo) < Date.now();
      return isExpired ? warning(`Trusted by its fingerprint, and expired: ${summary}`) : ok(`Trusted by its fingerprint: ${summary}`);
    }
    if (pin !== undefined) {
      return failed(tlsChanged(whereIs(origin), inspected.certificate));
    }
    return inspected.trusted
      ? ok(`Trusted by this computer: ${summary}`)
      : failed(tlsUntrusted(whereIs(origin), inspected.certificate, inspected.reason ?? 'this computer does not know it'));
  }

  /** The first request tells about the log-in and about the API: what is not about the log-in is kept for the next step. */
  async #login(): Promise<Finding> {
    try {
      this.#answer = await this.#getFirst('/api/status/system', '/api/status');
      return ok('The device accepts user name and password.');
    } catch (error) {
      const fault = faultOf(error);
      if (['unauthorized', 'forbidden', 'credentialsMissing', 'credentialsUnreadable', 'cancelled'].includes(fault.kind)) {
        return failed(fault);
      }
      this.#apiFault = fault;
      return skipped('Not tested: the device gave no answer that tells.');
    }
  }

  #api(): Finding {
    const { timeSpanMs, path } = this.#answer ?? { timeSpanMs: 0, path: '' };
    this.#system = this.#answer === undefined ? undefined : decodeSystem(this.#answer.body);
    if (this.#system === undefined) {
      return failed({ ...unexpectedShape(whereIs(this.#options.origin)), message: `The answer to ${path} is JSON, but not the one of a LANTIME.` });
    }
    const { model, firmware, hostname } = this.#system;
    return ok(`${[model, firmware, hostname].filter((text) => text !== '').join(', ')}; answered in ${Math.round(timeSpanMs)} ms.`);
  }

  #generation(): Finding {
    const { apiVersion = '', compatibility } = this.#system ?? {};
    if (compatibility === 'verified') {
      return ok(`REST API ${apiVersion}: verified.`);
    }
    return warning(
      `${apiVersion === '' ? 'The device does not name its REST API version' : `REST API ${apiVersion}`}: unverified. This extension was verified with 17.x; what it understands is shown.`,
    );
  }

  async #readSlots(): Promise<Finding> {
    this.#slots = await this.#chassisSlots();
    const { psxSlots } = this.found();
    if (this.#slots.length === 0) {
      return warning('The device lists no slots. Set the slot ID by hand.');
    }
    const missing = this.#chosen.filter((slotId) => !this.#slots.some((slot) => normalKey(slot.slotId) === normalKey(slotId)));
    const psx = psxSlots.map(({ slotId, module }) => `${module?.model?.toUpperCase() ?? 'PSX'} in ${slotId}`).join(', ');
    const found = `${this.#slots.length} slots; ${psx === '' ? 'no PSX card found' : psx}.`;
    if (missing.length > 0) {
      return warning(`${found} Not listed by the device: ${missing.join(', ')}. Check the slot IDs.`);
    }
    return psx === '' ? warning(found) : ok(found);
  }

  /** A list of slots without their modules shows no cards: then the whole status is asked as well. */
  async #chassisSlots(): Promise<readonly SlotReading[]> {
    let found: readonly SlotReading[] = [];
    for (const path of ['/api/status/chassis0/slots', '/api/status']) {
      try {
        const { slots } = decodeChassis((await this.#get(path)).body, this.#options.decoding).value;
        found = slots.length > 0 ? slots : found;
        if (found.some(({ module }) => module?.isPsx === true)) {
          return found;
        }
      } catch (error) {
        if (!isElsewhere(faultOf(error))) {
          throw error;
        }
      }
    }
    return found;
  }

  async #readInstances(): Promise<Finding> {
    const chosen = this.#chosen.map(normalKey);
    const slots = this.#slots.filter(({ slotId, module }) => (chosen.length > 0 ? chosen.includes(normalKey(slotId)) : module?.isPsx === true));
    if (slots.length === 0) {
      return skipped('There is no PSX card to ask.');
    }
    const facts: string[] = [];
    let total = 0;
    for (const slot of slots) {
      const module = await this.#module(slot);
      const names = module?.ptpInstances.map(({ name, portState }) => `${name} ${portState}`) ?? [];
      total += names.length;
      facts.push(`${slot.slotId}: ${names.length === 0 ? 'none' : names.join(', ')}`);
    }
    return total === 0
      ? warning(`${facts.join('; ')}. Run "PSX: Copy Device Report" and send it to the maintainers if the card has PTP instances.`)
      : ok(`${facts.join('; ')}.`);
  }

  /** The list of slots may show the cards without their instances; the polling asks for the module itself as well. */
  async #module(slot: SlotReading): Promise<ModuleReading | undefined> {
    try {
      const path = `/api/status/chassis0/slots/${encodeURIComponent(slot.slotId)}/module`;
      return decodeModule((await this.#get(path)).body, { ...this.#options.decoding, slotId: slot.slotId }).value;
    } catch (error) {
      if (isElsewhere(faultOf(error))) {
        return slot.module;
      }
      throw error;
    }
  }

  /** Older firmware does not know every path: the next one is tried when one is not found. */
  async #getFirst(path: string, otherPath: string): Promise<LtosAnswer> {
    try {
      return await this.#get(path);
    } catch (error) {
      if (isElsewhere(faultOf(error))) {
        return this.#get(otherPath);
      }
      throw error;
    }
  }

  #get(path: string): Promise<LtosAnswer> {
    const { client, signal } = this.#options;
    return client.get(path, { timeoutMs: this.#timeoutMs, ...(signal === undefined ? {} : { signal }) });
  }

  get #chosen(): readonly string[] {
    return this.#options.slotIds ?? [];
  }

  get #probe(): Probe {
    return { origin: this.#options.origin, timeoutMs: this.#timeoutMs, signal: this.#options.signal };
  }
}

/** Faults of a path and not of the device: what was asked for may be found under another path. */
function isElsewhere({ kind }: Fault): boolean {
  return kind === 'notFound' || kind === 'apiDisabled' || kind === 'unexpectedShape';
}

function faultOf(error: unknown): Fault {
  return error instanceof LtosError ? error.fault : internal('the diagnosis itself failed');
}
