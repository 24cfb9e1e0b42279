import { chartNames, linkTargets, type InstancePageMessage, type InstanceRequest } from '../../webview/instance/instanceMessages';

/** Far above everything that a page sends. */
const longestText = 10_000;
const longestPng = 20_000_000;
const mostRows = 1_000;
const mostPoints = 10_000;
const longestSpanMs = 400 * 86_400_000;

type Members = Readonly<Record<string, unknown>>;

/** Reads what the page of an instance sent. `undefined` for everything that is not exactly an {@link InstancePageMessage}; never throws. */
export function parseInstanceMessage(value: unknown): InstancePageMessage | undefined {
  if (!isMembers(value)) {
    return undefined;
  }
  switch (value.type) {
    case 'ready':
      return { type: 'ready' };
    case 'problem':
      return typeof value.text === 'string' ? { type: 'problem', text: value.text.slice(0, longestText) } : undefined;
    case 'request': {
      const request = isMembers(value.request) ? parseRequest(value.request) : undefined;
      return isCount(value.id, Number.MAX_SAFE_INTEGER) && request !== undefined ? { type: 'request', id: value.id, request } : undefined;
    }
    default:
      return undefined;
  }
}

function parseRequest({ kind, spanMs, fromMs, toMs, maxPoints, from, count, target, chart, png }: Members): InstanceRequest | undefined {
  switch (kind) {
    case 'content':
      return { kind };
    case 'charts':
      return isSpan(spanMs) && (toMs === undefined || isTime(toMs)) && isCount(maxPoints, mostPoints) ? { kind, spanMs, maxPoints, ...(toMs === undefined ? {} : { toMs }) } : undefined;
    case 'clients':
      return isCount(from, Number.MAX_SAFE_INTEGER) && isCount(count, mostRows) ? { kind, from, count } : undefined;
    case 'link': {
      const known = linkTargets.find((candidate) => candidate === target);
      return known === undefined ? undefined : { kind, target: known };
    }
    case 'exportCsv':
      return isTime(fromMs) && isTime(toMs) && isSpan(toMs - fromMs) ? { kind, fromMs, toMs } : undefined;
    case 'exportPng': {
      const known = chartNames.find((candidate) => candidate === chart);
      return known !== undefined && typeof png === 'string' && png.length <= longestPng && /^[A-Za-z0-9+/]+={0,2}$/.test(png) ? { kind, chart: known, png } : undefined;
    }
    default:
      return undefined;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most;
}

/** Milliseconds since the epoch. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 8.64e15;
}

function isSpan(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= longestSpanMs;
}
