import type { HostLink } from '../hostLink';
import type { StatusLine } from '../statusLine';
import type { GraphNews, GraphReplies, GraphRequest } from './graphMessages';
import type { GraphStateStore } from './graphState';

/** What the drawings of a page share. */
export interface GraphParts {
  readonly link: HostLink<GraphRequest, GraphReplies, GraphNews>;
  readonly state: GraphStateStore;
  readonly statusLine: StatusLine;
  /** Waits for something that the person asked for, and says what came of it. Never rejects. */
  run(source: string, task: Promise<{ readonly said?: string | undefined }>): Promise<void>;
}
