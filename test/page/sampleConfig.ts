import type { PageConfig, TableConfig } from '../../src/webview/tableConfig';

/** A table with everything that a page can show. */
export const sampleTable: TableConfig = {
  id: 'requests',
  label: 'HTTP sessions',
  rowNoun: { one: 'request', many: 'requests' },
  columns: [
    { id: 'id', label: 'ID', widthPx: 64, align: 'end' },
    { id: 'method', label: 'Method', widthPx: 64 },
    { id: 'uri', label: 'URI', widthPx: 220, grows: true },
    { id: 'span', label: 'Time Span', widthPx: 90, align: 'end' },
    { id: 'requestTime', label: 'Request Time', widthPx: 150 },
    { id: 'requestData', label: 'Request Data', widthPx: 120, fromPageWidthPx: 1100 },
    { id: 'responseTime', label: 'Response Time', widthPx: 150, fromPageWidthPx: 900 },
    { id: 'status', label: 'Response Status', widthPx: 150 },
    { id: 'responseData', label: 'Response Data', widthPx: 160, fromPageWidthPx: 1100 },
    { id: 'code', label: 'Code', widthPx: 60, align: 'end', isHiddenAtFirst: true },
  ],
  filters: [
    { kind: 'toggle', id: 'errors', label: 'Errors only' },
    { kind: 'threshold', id: 'slow', label: 'Slower than', unit: 'ms', initial: 2000, min: 1, max: 600000 },
    { kind: 'choice', id: 'method', label: 'Method', choices: [{ value: 'GET', label: 'GET' }, { value: 'PUT', label: 'PUT' }] },
  ],
  settings: [
    { kind: 'switch', id: 'enabled', label: 'Recording', title: 'Records what this window sends' },
    { kind: 'number', id: 'maxCount', label: 'Max count', min: 1, max: 10000 },
  ],
  actions: [
    { id: 'clear', label: 'Clear', scope: 'table' },
    { id: 'export', label: 'Export…', scope: 'table' },
    { id: 'copy', label: 'Copy', scope: 'row', ctrlKey: 'c' },
    { id: 'curl', label: 'Copy as cURL', scope: 'row' },
    { id: 'compare', label: 'Compare with…', scope: 'row' },
  ],
  defaultSort: { columnId: 'id', isDescending: true },
  emptyText: 'No request yet.',
};

export const samplePage: PageConfig = { title: 'HTTP Sessions · GM-North', tables: [sampleTable] };

/** Two tables that refer to each other. */
export const twoTablesPage: PageConfig = {
  title: 'Inter App',
  tables: [sampleTable, { ...sampleTable, id: 'handlers', label: 'Handlers', rowNoun: { one: 'handler', many: 'handlers' }, settings: [], filters: [] }],
};
