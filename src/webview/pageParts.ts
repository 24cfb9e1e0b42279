import type { Announcer } from './announcer';
import type { HostLink } from './hostLink';
import type { PageStateStore } from './pageStateStore';
import type { StatusLine } from './statusLine';

/** What the tables of a page share. */
export interface PageParts {
  readonly link: HostLink;
  readonly state: PageStateStore;
  readonly statusLine: StatusLine;
  readonly announcer: Announcer;
  /** Selects a row, perhaps of another table. */
  select(tableId: string, key: string): void;
  /** Selects the row of another table that belongs to one that was selected; leaves the focus and the details alone. */
  selectCompanion(tableId: string, key: string): void;
}
