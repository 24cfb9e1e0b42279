import type { InstanceHostMessage, InstancePageMessage } from './instance/instanceMessages';
import { InstanceRoot } from './instance/instanceRoot';
import { InstanceStateStore, type InstanceStateKeeper } from './instance/instanceState';
import { watchProblems } from './pageProblems';

declare function acquireVsCodeApi(): InstanceStateKeeper & { postMessage(message: InstancePageMessage): void };

const api = acquireVsCodeApi();
const post = (message: InstancePageMessage) => api.postMessage(message);
watchProblems((text) => post({ type: 'problem', text }));
const root = new InstanceRoot(document.body, post, new InstanceStateStore(api, document.body.dataset.subject ?? ''));
// Only the host can send messages to this window: it is an own origin that nothing else knows.
window.addEventListener('message', (event: MessageEvent<InstanceHostMessage>) => root.receive(event.data));
post({ type: 'ready' });
