import type { ColumnWishes } from './columnLayout';
import { openColumnsMenu } from './columnsMenu';
import { textButton } from './controls';
import { DetailPane } from './detailPane';
import { element, setText } from './elements';
import { FiguresBar } from './figuresBar';
import { FilterBar } from './filterBar';
import { Grid } from './grid';
import { HostFailure } from './hostFailure';
import { keptView } from './keptView';
import { LatestTask } from './latestTask';
import type { MenuPlace } from './menu';
import type { TableStatus } from './pageMessages';
import type { PageParts } from './pageParts';
import { SettingControls } from './settingControls';
import { newestEdge, nextSort } from './sortOrder';
import { Split } from './split';
import { TableActions } from './tableActions';
import type { TableConfig, TableView as View } from './tableConfig';
import { Toolbar } from './toolbar';

/** State is kept at most this often while the user scrolls. */
const keepStateMs = 200;

/** One table with all that belongs to it. */
export class TableView {
  readonly element: HTMLElement;
  readonly #config: TableConfig;
  readonly #page: PageParts;
  readonly #actions: TableActions;
  readonly #toolbar: Toolbar;
  readonly #settings: SettingControls;
  readonly #figures = new FiguresBar();
  readonly #filterBar: FilterBar;
  readonly #grid: Grid;
  readonly #detail: DetailPane;
  readonly #split: Split;
  readonly #empty = element('div', { class: 'empty is-hidden' });
  readonly #emptyText = element('p');
  readonly #clearFilters = textButton('Clear filters', () => this.#clearAllFilters());
  readonly #viewTask = new LatestTask();
  readonly #detailTask = new LatestTask();
  readonly #companionTask = new LatestTask();
  #view: View;
  #total = 0;
  #isFollowing: boolean;
  #isDetailOpen: boolean;
  /** The row whose detail is shown, as it was then. */
  #shownDetail: { readonly key: string; readonly version: number } | undefined;
  #rowsPercent: number;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  /** The number of rows is told after the user changed the view, not with every row that comes. */
  #tellsCount = false;

  constructor(config: TableConfig, heading: HTMLElement, detailLevel: 'h2' | 'h3', page: PageParts) {
    this.#config = config;
    this.#page = page;
    this.#actions = new TableActions(config, page);
    const kept = page.state.table(config.id);
    this.#view = keptView(config, kept);
    this.#isFollowing = kept?.isFollowing ?? true;
    this.#isDetailOpen = kept?.isDetailOpen === true && kept.selectedKey !== undefined;
    this.#rowsPercent = kept?.rowsPercent ?? 60;
    this.#settings = new SettingControls(config.settings, {
      change: (id, value) => void this.#changeSetting(id, value),
      refuse: (failure) => page.statusLine.showFailure(`${config.id}.setting`, failure),
    });
    this.#toolbar = new Toolbar(heading, this.#settings, this.#actions.ofTable, {
      pause: (isPaused) => this.#pause(isPaused),
      follow: (isFollowing) => this.#follow(isFollowing),
      act: (action) => void this.#actions.act(action),
      columns: (button) => this.#openColumns({ below: button }, () => button.focus()),
    });
    this.#filterBar = new FilterBar(
      `Filter ${config.rowNoun.many}`,
      config.filters,
      this.#view,
      (filtering) => this.#changeView(filtering),
      () => this.#grid.focus(),
    );
    this.#grid = new Grid(config, this.#gridHandlers(), {
      wishes: { widths: kept?.columnWidths ?? {}, ...(kept?.hiddenColumns !== undefined && { hiddenColumns: kept.hiddenColumns }) },
      scrollTop: kept?.scrollTop ?? 0,
      ...(kept?.selectedKey !== undefined && { selectedKey: kept.selectedKey }),
      ...(kept?.topKey !== undefined && { topKey: kept.topKey }),
    });
    this.#detail = new DetailPane(`Details of the ${config.rowNoun.one}`, detailLevel, this.#actions.ofRow, {
      act: (action, key) => void this.#actions.act(action, key),
      follow: (link) => page.select(link.tableId, link.key),
      close: () => this.#closeDetail(),
    });
    this.#empty.append(this.#emptyText, this.#clearFilters);
    this.#split = new Split('Resize details', element('div', { class: 'grid-area' }, [this.#grid.element, this.#empty]), this.#detail.element, this.#rowsPercent, (percent) => {
      this.#rowsPercent = percent;
      this.#keepSoon();
    });
    this.#split.isLowerShown = this.#isDetailOpen;
    this.element = element('section', { class: 'table-view', attributes: { 'aria-label': config.label } }, [
      this.#toolbar.element,
      this.#figures.element,
      this.#filterBar.element,
      this.#split.element,
    ]);
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
  }

  get id(): string {
    return this.#config.id;
  }

  /** To be called when the element is in the page. */
  start(): void {
    this.#toolbar.showPaused(this.#view.isPaused);
    this.#toolbar.showFollowing(this.#isFollowing);
    this.#grid.start();
    this.#grid.followedEdge = this.#followedEdge;
    this.#sendView(true);
    if (this.#isDetailOpen) {
      this.#fetchDetail();
    }
  }

  showStatus(status: TableStatus): void {
    this.#total = status.total;
    this.#settings.show(status.settings);
    this.#figures.show(status);
    this.#showCount();
    this.#grid.refresh(status.revision);
  }

  /** Selects a row, shows its detail, and says so when it is not among the shown ones. */
  async select(key: string): Promise<void> {
    this.#stopFollowing();
    try {
      const isShown = await this.#grid.select(key);
      this.#openDetail();
      this.#selectCompanion();
      if (!isShown) {
        const { one } = this.#config.rowNoun;
        this.#page.statusLine.showFailure(this.id, new HostFailure(`The ${one} is not among the shown ones.`, 'Clear the filters to see it in the table.'));
      } else {
        this.#grid.focus();
      }
    } catch (error) {
      this.#page.statusLine.showFailure(this.id, error);
    }
  }

  /** Selects the row that belongs to the one that was selected in another table. When the filters hide it, it waits to be shown. */
  followSelection(key: string): void {
    this.#companionTask.run(async () => {
      try {
        await this.#grid.select(key);
        this.#showSelection();
      } catch (error) {
        this.#page.statusLine.showFailure(this.id, error);
      }
    });
  }

  focusFilter(): void {
    this.#filterBar.focus();
  }

  /** The page has another width. */
  layOut(): void {
    this.#grid.layOutColumns();
  }

  /** Keeps where the table stands, at once. */
  keep(): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    const { selectedKey, wishes, place } = this.#grid;
    this.#page.state.keepTable(this.id, {
      view: this.#view,
      ...place,
      columnWidths: wishes.widths,
      isFollowing: this.#isFollowing,
      isDetailOpen: this.#isDetailOpen,
      rowsPercent: this.#rowsPercent,
      ...(selectedKey !== undefined && { selectedKey }),
      ...(wishes.hiddenColumns !== undefined && { hiddenColumns: wishes.hiddenColumns }),
    });
  }

  get #followedEdge(): 'top' | 'bottom' | undefined {
    return this.#isFollowing ? newestEdge(this.#view.sort, this.#config.defaultSort) : undefined;
  }

  #gridHandlers() {
    const { link, statusLine } = this.#page;
    const tableId = this.id;
    return {
      rows: (from: number, count: number, anchorKey: string | undefined) => link.request({ kind: 'rows', tableId, from, count, ...(anchorKey !== undefined && { anchorKey }) }),
      locate: async (key: string) => (await link.request({ kind: 'locate', tableId, key })).index,
      sortBy: ({ column }: { readonly column: TableConfig['columns'][number] }) =>
        this.#changeView({ sort: nextSort(this.#view.sort, column, this.#config.defaultSort) }),
      selected: () => this.#selected(),
      activated: () => this.#openDetail(),
      rowMenu: (place: MenuPlace) => this.#openRowMenu(place),
      columnsMenu: (place: MenuPlace) => this.#openColumns(place, () => this.#grid.focus()),
      widthsChanged: () => this.#keepSoon(),
      columnsLeftOut: (labels: readonly string[]) => this.#toolbar.showLeftOut(labels),
      scrolledAway: () => this.#stopFollowing(),
      scrolled: () => this.#keepSoon(),
      rowsCame: () => this.#rowsCame(),
      failed: (error: unknown) => statusLine.showFailure(`${tableId}.rows`, error),
    };
  }

  #rowsCame(): void {
    this.#page.statusLine.clear(`${this.id}.rows`);
    this.#showCount();
    if (this.#tellsCount) {
      this.#tellsCount = false;
      this.#page.announcer.say(this.#countWords());
    }
    // A row that was under way may have been completed.
    if (this.#isDetailOpen && this.#grid.selectedKey !== undefined) {
      this.#fetchDetail();
    }
  }

  #countWords(): string {
    const { one, many } = this.#config.rowNoun;
    // Without a reason for less, rows that are on their way only come a moment after their number.
    const { shown } = this.#grid;
    const total = this.#isFiltered || this.#view.isPaused ? Math.max(this.#total, shown) : shown;
    return shown === total ? `${total.toLocaleString()} ${total === 1 ? one : many}` : `${shown.toLocaleString()} of ${total.toLocaleString()} ${many}`;
  }

  get #isFiltered(): boolean {
    return this.#view.text !== '' || Object.keys(this.#view.filters).length > 0;
  }

  #showCount(): void {
    if (!this.#grid.isFilled) {
      return;
    }
    const isEmpty = this.#grid.shown === 0;
    const hidesAll = this.#isFiltered && this.#total > 0;
    this.#filterBar.showCount(this.#countWords());
    this.#empty.classList.toggle('is-hidden', !isEmpty);
    setText(this.#emptyText, hidesAll ? `No ${this.#config.rowNoun.one} passes the filters.` : this.#view.isPaused ? this.#pausedText : this.#config.emptyText);
    this.#clearFilters.classList.toggle('is-hidden', !hidesAll);
  }

  get #pausedText(): string {
    return `There was no ${this.#config.rowNoun.one} when the table was paused. Resume to see those that came since.`;
  }

  #changeView(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#tellsCount = true;
    this.#sendView(false);
    this.#grid.followedEdge = this.#followedEdge;
    this.#keepSoon();
  }

  #clearAllFilters(): void {
    this.#filterBar.clear();
    this.#filterBar.focus();
  }

  /** Rows are asked for right behind the view, without waiting for its answer: the host takes messages in their order. */
  #sendView(keepsPlace: boolean): void {
    this.#grid.showSort(this.#view.sort);
    this.#viewTask.run(async () => {
      const answer = this.#page.link.request({ kind: 'view', tableId: this.id, view: this.#view });
      this.#grid.viewChanged(keepsPlace);
      try {
        const { total, revision, isPaused } = await answer;
        this.#total = total;
        if (!isPaused && this.#view.isPaused) {
          this.#showResumed();
        }
        this.#grid.refresh(revision);
        this.#showCount();
      } catch (error) {
        this.#page.statusLine.showFailure(this.id, error);
      }
    });
  }

  #pause(isPaused: boolean): void {
    this.#view = { ...this.#view, isPaused };
    this.#toolbar.showPaused(isPaused);
    this.#page.announcer.say(isPaused ? 'Paused' : 'Resumed');
    this.#sendView(true);
    this.#keepSoon();
  }

  /** After a reload of the window the rows of the pause are gone. */
  #showResumed(): void {
    this.#view = { ...this.#view, isPaused: false };
    this.#toolbar.showPaused(false);
    this.#keepSoon();
  }

  #follow(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    this.#toolbar.showFollowing(isFollowing);
    this.#grid.followedEdge = this.#followedEdge;
    this.#keepSoon();
  }

  #stopFollowing(): void {
    if (this.#isFollowing) {
      this.#follow(false);
    }
  }

  #selected(): void {
    this.#showSelection();
    this.#selectCompanion();
  }

  #showSelection(): void {
    this.#keepSoon();
    if (this.#isDetailOpen) {
      this.#fetchDetail();
    }
  }

  #selectCompanion(): void {
    const { companionTableId } = this.#config;
    const key = this.#grid.selectedKey;
    if (companionTableId !== undefined && key !== undefined) {
      this.#page.selectCompanion(companionTableId, key);
    }
  }

  #openDetail(): void {
    this.#isDetailOpen = true;
    this.#split.isLowerShown = true;
    this.#fetchDetail();
    this.#keepSoon();
  }

  #closeDetail(): void {
    this.#isDetailOpen = false;
    this.#split.isLowerShown = false;
    this.#grid.focus();
    this.#keepSoon();
  }

  #fetchDetail(): void {
    this.#detailTask.run(async () => {
      const key = this.#grid.selectedKey;
      if (key === undefined) {
        return;
      }
      try {
        const known = this.#shownDetail?.key === key ? { knownVersion: this.#shownDetail.version } : {};
        const answer = await this.#page.link.request({ kind: 'detail', tableId: this.id, key, ...known });
        if (key !== this.#grid.selectedKey) {
          return;
        }
        if (answer.state === 'gone') {
          this.#shownDetail = undefined;
          this.#detail.showNothing(`The ${this.#config.rowNoun.one} is no longer in the table.`);
        } else if (answer.state === 'shown') {
          this.#shownDetail = { key, version: answer.version };
          this.#detail.show(answer.detail);
        }
      } catch (error) {
        this.#page.statusLine.showFailure(`${this.id}.detail`, error);
      }
    });
  }

  async #changeSetting(settingId: string, value: boolean | number | string): Promise<void> {
    if (!(await this.#actions.changeSetting(settingId, value))) {
      this.#settings.reset(settingId);
    }
  }

  #openRowMenu(place: MenuPlace): void {
    const key = this.#grid.selectedKey;
    if (key !== undefined) {
      void this.#actions.openRowMenu(key, place, () => this.#openDetail(), () => this.#grid.focus());
    }
  }

  #openColumns(place: MenuPlace, returnTo: () => void): void {
    const change = (wishes: ColumnWishes) => {
      this.#grid.changeColumns(wishes);
      this.#keepSoon();
    };
    openColumnsMenu(this.#config.columns, () => this.#grid.wishes, change, place, returnTo);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented) {
      return;
    }
    if (event.key === 'Escape' && this.#isDetailOpen) {
      event.preventDefault();
      this.#closeDetail();
      return;
    }
    const isCopyOfText = window.getSelection()?.isCollapsed === false;
    const action = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && !isCopyOfText ? this.#actions.ofRow.find(({ ctrlKey }) => ctrlKey === event.key.toLowerCase()) : undefined;
    if (action !== undefined && this.#grid.selectedKey !== undefined && this.#grid.element.contains(document.activeElement)) {
      event.preventDefault();
      void this.#actions.act(action, this.#grid.selectedKey);
    }
  }

  #keepSoon(): void {
    this.#keepTimer ??= setTimeout(() => this.keep(), keepStateMs);
  }
}
