import type { PageMessage } from './pageMessages';

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void };

acquireVsCodeApi().postMessage({ type: 'ready' });
