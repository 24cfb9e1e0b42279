import type { Fault } from '../model/fault';

/** The steps of a diagnosis in their order: each needs the ones before it. */
export const diagnosisSteps = [
  { id: 'resolve', title: 'Name resolution' },
  { id: 'connect', title: 'TCP connection' },
  { id: 'tls', title: 'TLS certificate' },
  { id: 'login', title: 'Log-in' },
  { id: 'api', title: 'REST API' },
  { id: 'generation', title: 'API generation' },
  { id: 'slots', title: 'Slots and PSX cards' },
  { id: 'instances', title: 'PTP instances' },
] as const;

export type DiagnosisStepId = (typeof diagnosisSteps)[number]['id'];

/** `warning`: works, but somebody should know. `skipped`: not tested, because an earlier step failed or it does not apply. */
export type DiagnosisStatus = 'ok' | 'fault' | 'warning' | 'skipped';

/** One step of a diagnosis and how it went. */
export interface DiagnosisStep {
  readonly id: DiagnosisStepId;
  readonly title: string;
  readonly status: DiagnosisStatus;
  /** One or two sentences: what was found. */
  readonly detail: string;
  /** Present with status `fault`: its hint is what to do next. */
  readonly fault?: Fault;
  readonly durationMs: number;
}

/** What one step found, before its duration is known. */
export type Finding = Pick<DiagnosisStep, 'status' | 'detail' | 'fault'>;

export const ok = (detail: string): Finding => ({ status: 'ok', detail });
export const warning = (detail: string): Finding => ({ status: 'warning', detail });
export const skipped = (detail: string): Finding => ({ status: 'skipped', detail });
export const failed = (fault: Fault): Finding => ({ status: 'fault', detail: fault.message, fault });
