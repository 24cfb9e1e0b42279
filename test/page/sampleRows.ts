import type { RowDetail, TableRow } from '../../src/webview/pageMessages';

/** Texts that try to be more than text. */
export const hostileTexts = [
  '<img src=x onerror="window.wasHacked=true">',
  '<script>window.wasHacked=true</script>',
  '"><svg onload=window.wasHacked=true>',
  'javascript:window.wasHacked=true',
  '\u0000\u0001\u0007\u001b[31m\u007f\u0085\u2028\u2029',
  '\u202eevil\u202d\u2066isolate',
  'שלום עולם مرحبا',
  '👩‍👩‍👧‍👦🏳️‍🌈\ud800 lone surrogate',
  'constructor __proto__ toString',
  'a'.repeat(200_000),
];

/** Row `id` of a made-up log; the same for the same id. */
export function sampleRow(id: number, isHostile: boolean): TableRow {
  const isLost = id % 17 === 0;
  const isThrottled = id % 23 === 0;
  const span = 200 + ((id * 7919) % 1900) + (id % 101 === 0 ? 2500 : 0);
  const time = new Date(Date.UTC(2026, 10, 23, 8, 0, 0) + id * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const hostile = (place: number) => hostileTexts[(id + place) % hostileTexts.length]!;
  const isPut = id % 29 === 0;
  const cells = isHostile
    ? Array.from({ length: 10 }, (_, place) => (place === 0 ? String(id) : hostile(place)))
    : [
        String(id),
        isPut ? 'PUT' : 'GET',
        `/api/status/chassis0/slots/io${(id % 4) + 1}/module`,
        isLost ? 'N/A' : `${span.toLocaleString('en')} ms`,
        time,
        isPut ? '{"name":"value"}' : '',
        isLost ? 'N/A' : time,
        isLost ? 'N/A (timeout)' : isThrottled ? '429 Too Many Requests' : '200 OK',
        isLost ? '' : '{ "system-information": { "version": "fw_7.06.012",',
        isLost ? '' : isThrottled ? '429' : '200',
      ];
  return { key: String(id), cells, ...(isLost ? { tone: 'error' as const } : isThrottled ? { tone: 'warning' as const } : {}) };
}

/** Everything about row `id`. */
export function sampleDetail(id: number, isHostile: boolean): RowDetail {
  const hostile = hostileTexts.join('\n');
  const json = isHostile
    ? JSON.stringify(Object.fromEntries(hostileTexts.map((text) => [text.slice(0, 200), [text, { [text.slice(0, 100)]: text }]])))
    : JSON.stringify({
        'system-information': { version: 'fw_7.06.012', 'serial-number': '030112345678', uptime: 864213.25, 'clock-id': 12345678901234567890123n },
        data: { 'object-id': 'ptp0', enabled: true, parent: null, 'port-list': Array.from({ length: 450 }, (_, index) => ({ index, state: 'master' })) },
      }, (_name, value: unknown) => (typeof value === 'bigint' ? 'written-number' : value)).replace('"written-number"', '12345678901234567890123');
  return {
    key: String(id),
    title: isHostile ? hostile : `${id} · GET /api/status/chassis0/slots/io3/module`,
    facts: [
      { label: 'Status', value: isHostile ? hostile : '200 OK' },
      { label: 'Time span', value: '955 ms' },
      { label: 'Size', value: '31,204 bytes' },
      { label: 'Socket', value: 'reused' },
      ...(id % 17 === 0 ? [{ label: 'Fault', value: 'The device did not answer in time.', tone: 'error' as const }] : []),
    ],
    phases: [
      { label: 'queued', ms: 0 },
      { label: 'DNS', ms: 0.4 },
      { label: 'TCP', ms: 2 },
      { label: 'TLS', ms: 6 },
      { label: 'first byte', ms: 930 },
      { label: 'body', ms: 17 },
    ],
    blocks: [
      { kind: 'entries', id: 'requestHeaders', label: 'Request headers', entries: [['Accept', 'application/json'], ['Authorization', '(redacted)'], isHostile ? [hostileTexts[0]!, hostile] : ['Connection', 'keep-alive']] },
      { kind: 'entries', id: 'responseHeaders', label: 'Response headers', entries: [['Content-Type', 'application/json'], ['Content-Length', '31204']] },
      { kind: 'text', id: 'responseData', label: 'Response data', text: json, note: 'Cut after 64 KB.', isOpenAtFirst: true },
    ],
    disabledActions: ['compare'],
    ...(id > 1 && { links: [{ label: `Repeats request ${id - 1}`, tableId: 'requests', key: String(id - 1) }] }),
  };
}
