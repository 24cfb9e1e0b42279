import { Page } from './page';
import type { HostMessage, PageMessage } from './pageMessages';
import { watchProblems } from './pageProblems';
import { PageStateStore, type StateKeeper } from './pageStateStore';

declare function acquireVsCodeApi(): StateKeeper & { postMessage(message: PageMessage): void };

const api = acquireVsCodeApi();
const post = (message: PageMessage) => api.postMessage(message);
watchProblems((text) => post({ type: 'problem', text }));
const page = new Page(document.body, post, new PageStateStore(api, document.body.dataset.subject ?? ''));
// Only the host can send messages to this window: it is an own origin that nothing else knows.
window.addEventListener('message', (event: MessageEvent<HostMessage>) => page.receive(event.data));
post({ type: 'ready' });
