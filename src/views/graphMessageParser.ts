import type { BmcaView, GraphPageMessage, GraphRequest, TopologyView } from '../webview/graph/graphMessages';

/** Far above everything that a page sends. */
const longestText = 10_000;
const longestSvg = 20_000_000;
const mostMembers = 10_000;

type Members = Readonly<Record<string, unknown>>;

/** Reads what a graph page sent. `undefined` for everything that is not exactly a {@link GraphPageMessage}; never throws. */
export function parseGraphMessage(value: unknown): GraphPageMessage | undefined {
  if (!isMembers(value)) {
    return undefined;
  }
  switch (value.type) {
    case 'ready':
      return { type: 'ready' };
    case 'problem':
      return typeof value.text === 'string' ? { type: 'problem', text: value.text.slice(0, longestText) } : undefined;
    case 'request': {
      const request = parseRequest(value.request);
      return isCount(value.id) && request !== undefined ? { type: 'request', id: value.id, request } : undefined;
    }
    default:
      return undefined;
  }
}

function parseRequest(value: unknown): GraphRequest | undefined {
  if (!isMembers(value)) {
    return undefined;
  }
  switch (value.kind) {
    case 'bmcaView': {
      const view = parseBmcaView(value.view);
      return view === undefined ? undefined : { kind: 'bmcaView', view };
    }
    case 'topologyView': {
      const view = parseTopologyView(value.view);
      return view === undefined ? undefined : { kind: 'topologyView', view };
    }
    case 'open': {
      const { key, where } = value;
      return isText(key) && (where === 'panel' || where === 'tree') ? { kind: 'open', key, where } : undefined;
    }
    case 'export': {
      const { svg } = value;
      return typeof svg === 'string' && svg.length <= longestSvg && svg.startsWith('<svg ') ? { kind: 'export', svg } : undefined;
    }
    default:
      return undefined;
  }
}

function parseBmcaView(value: unknown): BmcaView | undefined {
  if (!isMembers(value) || !isMembers(value.rowCounts)) {
    return undefined;
  }
  const counts = Object.entries(value.rowCounts);
  const isRight = (entry: [string, unknown]): entry is [string, number] => isText(entry[0]) && isCount(entry[1]);
  return counts.length <= mostMembers && counts.every(isRight) ? { rowCounts: Object.fromEntries(counts) } : undefined;
}

function parseTopologyView(value: unknown): TopologyView | undefined {
  if (!isMembers(value)) {
    return undefined;
  }
  const { deviceFilter, problemsOnly, toggled } = value;
  const isRight = isText(deviceFilter) && typeof problemsOnly === 'boolean' && Array.isArray(toggled) && toggled.length <= mostMembers && toggled.every(isText);
  return isRight ? { deviceFilter, problemsOnly, toggled } : undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
