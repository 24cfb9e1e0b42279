import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { rowHeightPx } from './gridRow';

/** The end of the table that is followed. */
export type FollowedEdge = 'top' | 'bottom' | undefined;

/** Says which rows are in sight, and moves the sight. */
export class GridScroller {
  readonly #element: HTMLElement;
  readonly #header: HTMLElement;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #onScrolledAway: () => void;
  #followedEdge: FollowedEdge;
  /** Where the page itself has scrolled to; anything else was the user. */
  #ownTop = 0;

  /** `header` covers the top of the element. `onMoved`: other rows may be in sight. `onScrolledAway`: the user left the followed edge. */
  constructor(element: HTMLElement, header: HTMLElement, onMoved: () => void, onScrolledAway: () => void) {
    this.#element = element;
    this.#header = header;
    this.#virtualizer = new Virtualizer({
      count: 0,
      getScrollElement: () => element,
      estimateSize: () => rowHeightPx,
      overscan: 3,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: onMoved,
    });
    this.#onScrolledAway = onScrolledAway;
    element.addEventListener('scroll', () => this.#checkEdge());
  }

  /** To be called when the element is in the page. */
  start(): void {
    this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
  }

  /** As of the last scroll event: to ask the element would lay out the page in the middle of an update. */
  get top(): number {
    return this.#virtualizer.scrollOffset ?? 0;
  }

  /** Asks the element; to be called before the page is changed. */
  get liveTop(): number {
    return this.#element.scrollTop;
  }

  get firstIndex(): number {
    return Math.floor(this.top / rowHeightPx);
  }

  get followedEdge(): FollowedEdge {
    return this.#followedEdge;
  }

  /** Number of whole rows that fit. */
  get rowsPerPage(): number {
    return Math.max(1, Math.floor(this.#heightPx / rowHeightPx));
  }

  /** Index of the last row in sight when the sight begins at `top`. */
  lastIndexFrom(top: number): number {
    return Math.ceil((top + (this.#virtualizer.scrollRect?.height ?? 0)) / rowHeightPx);
  }

  follow(edge: FollowedEdge): void {
    this.#followedEdge = edge;
  }

  /** Indexes of the rows to show, with a few above and below those in sight. */
  indexes(): readonly number[] {
    const { count } = this.#virtualizer.options;
    return this.#virtualizer
      .getVirtualItems()
      .map(({ index }) => index)
      .filter((index) => index < count);
  }

  setCount(count: number): void {
    this.#virtualizer.setOptions({ ...this.#virtualizer.options, count });
    this.#virtualizer._willUpdate();
  }

  scrollTo(top: number): void {
    if (this.#element.scrollTop !== top) {
      this.#element.scrollTop = top;
    }
    this.#ownTop = this.#element.scrollTop;
    this.#tellVirtualizer();
  }

  scrollToFollowedEdge(): void {
    this.scrollTo(this.#followedEdge === 'bottom' ? this.#element.scrollHeight : 0);
  }

  bringIntoSight(index: number): void {
    const rowTop = index * rowHeightPx;
    if (rowTop < this.liveTop) {
      this.#element.scrollTop = rowTop;
    } else if (rowTop + rowHeightPx > this.liveTop + this.#heightPx) {
      this.#element.scrollTop = rowTop + rowHeightPx - this.#heightPx;
    }
    this.#tellVirtualizer();
    // Not only with the scroll event: rows that come before it would take the sight back to the edge.
    this.#checkEdge();
  }

  bringColumnIntoSight({ offsetLeft, offsetWidth }: HTMLElement): void {
    const { scrollLeft, clientWidth } = this.#element;
    if (offsetLeft < scrollLeft) {
      this.#element.scrollLeft = offsetLeft;
    } else if (offsetLeft + offsetWidth > scrollLeft + clientWidth) {
      this.#element.scrollLeft = offsetLeft + offsetWidth - clientWidth;
    }
  }

  get #heightPx(): number {
    return this.#element.clientHeight - this.#header.offsetHeight;
  }

  /** The scroll event only comes with the next frame, which would show the rows of the old place. */
  #tellVirtualizer(): void {
    this.#virtualizer.scrollOffset = this.#element.scrollTop;
  }

  #checkEdge(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#element;
    const distance = this.#followedEdge === 'bottom' ? scrollHeight - clientHeight - scrollTop : scrollTop;
    if (this.#followedEdge !== undefined && distance > rowHeightPx && Math.abs(scrollTop - this.#ownTop) > 1) {
      this.#onScrolledAway();
    }
  }
}
