import { escapeMarkdown } from '../model/markdown';
import type { Diagnosis } from './diagnosis';
import type { DiagnosisStatus, DiagnosisStep } from './diagnosisStep';

const words: Readonly<Record<DiagnosisStatus, string>> = { ok: '✓ ok', warning: '⚠ warning', fault: '✗ failed', skipped: '○ skipped' };

/** The Markdown report of a diagnosis: the result first, what to do about it, then every step. */
export function diagnosisReport(name: string, diagnosis: Diagnosis): string {
  const { steps, origin, startedAt, certificate } = diagnosis;
  const notable = steps.filter(({ status }) => status === 'fault' || status === 'warning');
  return [
    `# Diagnosis of ${escapeMarkdown(name)}`,
    `${escapeMarkdown(origin)}, ${new Date(startedAt).toLocaleString()}`,
    `**${summary(diagnosis)}**`,
    ...notable.map(advice),
    '## Steps',
    steps.map(line).join('\n'),
    ...(certificate === undefined
      ? []
      : [
          '## Certificate',
          [
            `- Subject: ${escapeMarkdown(certificate.subject)}`,
            `- Issuer: ${escapeMarkdown(certificate.issuer)}`,
            `- Valid from ${certificate.validFrom} to ${certificate.validTo}`,
            `- SHA-256: \`${certificate.fingerprint256}\``,
          ].join('\n'),
        ]),
    '',
  ].join('\n\n');
}

function summary({ steps, fault }: Diagnosis): string {
  const failing = steps.find(({ status }) => status === 'fault');
  if (fault?.kind === 'cancelled') {
    return '– Cancelled';
  }
  if (failing !== undefined) {
    return `✗ Failed at: ${failing.title}`;
  }
  return steps.some(({ status }) => status === 'warning') ? '⚠ Works, with warnings' : '✓ Everything works';
}

function advice({ title, detail, fault }: DiagnosisStep): string {
  return fault === undefined
    ? `- ⚠ ${title}: ${escapeMarkdown(detail)}`
    : `- ✗ ${title}: ${escapeMarkdown(fault.message)}\n  What to do: ${escapeMarkdown(fault.hint)}`;
}

/** A list, as it reads well in a plain editor too. */
function line({ title, status, detail, durationMs }: DiagnosisStep): string {
  return `- ${words[status]}: ${title} – ${escapeMarkdown(detail)}${status === 'skipped' ? '' : ` (${durationMs} ms)`}`;
}
