import type { PageMessage, PageRequest } from '../../webview/pageMessages';
import type { SortState, TableView } from '../../webview/tableConfig';

/** Far above everything that a page sends. */
const longestText = 10_000;
const mostFilters = 50;

type Members = Readonly<Record<string, unknown>>;

/** Reads what a page sent. `undefined` for everything that is not exactly a {@link PageMessage}; never throws. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
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
      return isWholeNumber(value.id) && request !== undefined ? { type: 'request', id: value.id, request } : undefined;
    }
    default:
      return undefined;
  }
}

/** The id of a message that was refused, so that who waits for its answer learns of it. */
export function requestIdOf(value: unknown): number | undefined {
  return isMembers(value) && value.type === 'request' && isWholeNumber(value.id) ? value.id : undefined;
}

function parseRequest(value: unknown): PageRequest | undefined {
  if (!isMembers(value) || !isText(value.tableId)) {
    return undefined;
  }
  const { tableId, key } = value;
  switch (value.kind) {
    case 'view': {
      const view = parseView(value.view);
      return view === undefined ? undefined : { kind: 'view', tableId, view };
    }
    case 'rows': {
      const { from, count, anchorKey } = value;
      return isWholeNumber(from) && isWholeNumber(count) && isOptional(anchorKey, isText)
        ? { kind: 'rows', tableId, from, count, ...(anchorKey === undefined ? {} : { anchorKey }) }
        : undefined;
    }
    case 'locate':
      return isText(key) ? { kind: 'locate', tableId, key } : undefined;
    case 'detail': {
      const { knownVersion } = value;
      return isText(key) && isOptional(knownVersion, isWholeNumber) ? { kind: 'detail', tableId, key, ...(knownVersion === undefined ? {} : { knownVersion }) } : undefined;
    }
    case 'rowActions':
      return isText(key) ? { kind: 'rowActions', tableId, key } : undefined;
    case 'action': {
      const { actionId } = value;
      return isText(actionId) && isOptional(key, isText) ? { kind: 'action', tableId, actionId, ...(key === undefined ? {} : { key }) } : undefined;
    }
    case 'setting': {
      const { settingId, value: setting } = value;
      return isText(settingId) && isSingleValue(setting) ? { kind: 'setting', tableId, settingId, value: setting } : undefined;
    }
    default:
      return undefined;
  }
}

function parseView(value: unknown): TableView | undefined {
  if (!isMembers(value)) {
    return undefined;
  }
  const { text, isPaused } = value;
  const sort = parseSort(value.sort);
  const filters = parseFilters(value.filters);
  return sort !== undefined && filters !== undefined && isText(text) && typeof isPaused === 'boolean' ? { sort, text, filters, isPaused } : undefined;
}

function parseSort(value: unknown): SortState | undefined {
  return isMembers(value) && isText(value.columnId) && typeof value.isDescending === 'boolean'
    ? { columnId: value.columnId, isDescending: value.isDescending }
    : undefined;
}

function parseFilters(value: unknown): TableView['filters'] | undefined {
  const entries = isMembers(value) ? Object.entries(value) : undefined;
  if (entries === undefined || entries.length > mostFilters) {
    return undefined;
  }
  const filters: [string, boolean | number | string][] = [];
  for (const [id, setting] of entries) {
    if (!isSingleValue(setting)) {
      return undefined;
    }
    filters.push([id, setting]);
  }
  return Object.fromEntries(filters);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText;
}

function isWholeNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isSingleValue(value: unknown): value is boolean | number | string {
  return typeof value === 'boolean' || isText(value) || (typeof value === 'number' && Number.isFinite(value));
}

function isOptional<T>(value: unknown, isWanted: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || isWanted(value);
}
