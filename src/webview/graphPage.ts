import type { GraphHostMessage, GraphPageMessage } from './graph/graphMessages';
import { GraphRoot } from './graph/graphRoot';
import { GraphStateStore, type GraphStateKeeper } from './graph/graphState';
import { watchProblems } from './pageProblems';

declare function acquireVsCodeApi(): GraphStateKeeper & { postMessage(message: GraphPageMessage): void };

const api = acquireVsCodeApi();
const post = (message: GraphPageMessage) => api.postMessage(message);
watchProblems((text) => post({ type: 'problem', text }));
const root = new GraphRoot(document.body, post, new GraphStateStore(api, document.body.dataset.subject ?? ''));
// Only the host can send messages to this window: it is an own origin that nothing else knows.
window.addEventListener('message', (event: MessageEvent<GraphHostMessage>) => root.receive(event.data));
post({ type: 'ready' });
