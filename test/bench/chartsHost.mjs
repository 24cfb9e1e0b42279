// @ts-nocheck: runs in the browser, whose types are not those of this folder

/**
 * Answers the page at once, and notes when it has painted. Runs in the page; the code must stand on its own. `spanMs`: what the charts show.
 */
export function chartsHost(spanMs) {
  const toMs = Date.now();
  const fromMs = toMs - spanMs;
  const trend = (count, level) => {
    const at = Array.from({ length: count }, (_, index) => fromMs + (spanMs * index) / count);
    const mean = at.map((_, index) => level + 60 * Math.sin(index / 40) + ((index * 7919) % 31));
    return { at, min: mean.map((value) => value - 25), mean, max: mean.map((value) => value + 25), count: at.map(() => 60), stepMs: spanMs / count, gaps: [] };
  };
  const values = Array.from({ length: 12 }, (_, index) => ({ label: `Value ${index}`, words: `${index} ns` }));
  const content = {
    header: { name: 'Blue', place: 'GM / io3', severity: 'normal', severityWord: 'Normal', state: 'SLAVE (9)', facts: values.slice(0, 5), ageMs: 1000 },
    bestMaster: { title: 'Best master fields', values: values.slice(0, 7) },
    profile: { summary: '', rows: [] },
    rates: { summary: '', rows: [] },
    clients: { summary: '0', count: 0 },
    groups: Array.from({ length: 6 }, (_, index) => ({ id: `g${index}`, title: `Group ${index}`, values })),
  };
  const scope = window;
  const send = (message) => window.postMessage(message, window.location.origin);
  scope.acquireVsCodeApi = () => ({
    getState: () => ({ subject: 'bench', window: { spanMs }, isPaused: false, open: [] }),
    setState: () => undefined,
    postMessage: (message) => {
      if (message.type === 'ready') {
        send({ type: 'config', title: 'Bench' });
      } else if (message.request.kind === 'content') {
        send({ type: 'reply', id: message.id, value: content });
      } else if (message.request.kind === 'charts') {
        const points = message.request.maxPoints;
        const marks = Array.from({ length: 200 }, (_, index) => ({ id: index, at: fromMs + (spanMs * index) / 200, severity: 'warning', severityWord: 'Warning', text: `Event ${index}` }));
        const limits = (centre, distance) => [{ severity: 'warning', lowNs: centre - distance, highNs: centre + distance, words: 'warning' }];
        const value = { place: 'GM / io3 / Blue', fromMs, toMs, offset: { trend: trend(points, 0) }, delay: { trend: trend(points, 1200) }, limits: { offset: limits(0, 250), delay: limits(1200, 120) }, spans: [{ from: fromMs, to: toMs, portState: 'SLAVE', words: 'SLAVE (9)', severity: 'normal' }], marks, hasMoreMarks: false };
        const begun = performance.now();
        send({ type: 'reply', id: message.id, value });
        const watch = () => {
          if (document.querySelectorAll('.chart.has-trend canvas').length < 2) {
            requestAnimationFrame(watch);
          } else {
            // What is drawn in this frame is on the screen with the next one.
            requestAnimationFrame(() => (scope.painted = { ms: performance.now() - begun, points }));
          }
        };
        requestAnimationFrame(watch);
      }
    },
  });
}
