import uplotStyle from 'uplot/dist/uPlot.min.css';
import type { Announcer } from '../announcer';
import { checkbox, pushButton, type PushButton, type ValueControl } from '../controls';
import { element, setText } from '../elements';
import { LatestTask } from '../latestTask';
import { ChartPart } from './chartPart';
import type { ChartName, ChartsContent, InstanceReplies, InstanceRequest } from './instanceMessages';
import type { InstanceStateStore } from './instanceState';
import { MarkList } from './markList';
import { StateRibbon } from './stateRibbon';
import { onThemeChange, themeColours } from './themeColours';
import { chartRanges, panned, windowBetween, zoomed, type TimeWindow } from './timeWindow';

const fewestPoints = 100;
const zoomStep = 1.5;
const panShare = 0.25;
const cursorShare = 0.02;

export interface ChartsParts {
  readonly state: InstanceStateStore;
  readonly announcer: Announcer;
  /** Asks the host. */
  request<K extends 'charts'>(request: Extract<InstanceRequest, { kind: K }>): Promise<InstanceReplies[K]>;
  openEventLog(): void;
  exportCsv(fromMs: number, toMs: number): void;
  exportPng(chart: ChartName, png: string): void;
  /** Says what went wrong, or takes that away. */
  tell(problem: unknown): void;
}

/** The charts of offset and path delay over one span of time, with the port's states and the events below. */
export class ChartsView {
  readonly element: HTMLElement;
  readonly #parts: ChartsParts;
  readonly #charts: readonly ChartPart[];
  readonly #ribbon = new StateRibbon();
  readonly #marks: MarkList;
  readonly #ranges = new Map<string, HTMLElement>();
  readonly #span = element('span', { class: 'chart-span' });
  readonly #stage: HTMLElement;
  readonly #pause: ValueControl<boolean>;
  readonly #liveButton: PushButton;
  readonly #laterButton: PushButton;
  /** How far the clock of the host is ahead of that of the page. */
  #clockLeadMs = 0;
  #shown: ChartsContent | undefined;
  #cursorMs: number | undefined;
  readonly #task = new LatestTask();

  constructor(parts: ChartsParts) {
    this.#parts = parts;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(uplotStyle);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const handlers = {
      onHover: (atMs: number | undefined) => this.#point(atMs),
      onSelect: (fromMs: number, toMs: number) => this.#setWindow(windowBetween(fromMs, toMs)),
      onReset: () => this.#setPaused(false),
    };
    this.#stage = element('div', {
      class: 'chart-stage',
      attributes: {
        tabindex: '0',
        role: 'group',
        'aria-label': 'Charts',
        'aria-description': 'Left and right read values, Shift with left and right moves in time, plus and minus zoom, Home goes back to now',
      },
    });
    const colours = themeColours(document.body);
    const part = (name: ChartName, label: string): ChartPart => new ChartPart(name, label, colours, handlers, () => this.#exportPng(name));
    this.#charts = [part('offset', 'Offset from master'), part('delay', 'Mean path delay')];
    this.#stage.append(...this.#charts.map(({ element: chart }) => chart), this.#ribbon.element);
    this.#marks = new MarkList(() => parts.openEventLog());
    this.#pause = checkbox('Pause', (isPaused) => this.#setPaused(isPaused), 'Keep the charts as they are while data come in');
    this.#liveButton = pushButton('Back to now', () => this.#setPaused(false), { title: 'Go on with time (Home)' });
    this.#laterButton = pushButton('Later', () => this.#zoomOrPan(false, true), { title: 'A quarter of the time later (Shift and Right, or Shift and the wheel)' });
    this.element = element('section', { class: 'charts', attributes: { 'aria-label': 'History' } }, [this.#toolbar(), this.#stage, this.#marks.element]);
    this.#listen();
    onThemeChange(() => this.#recolour());
    this.#showWindow();
  }

  get isPaused(): boolean {
    return this.#parts.state.state.isPaused;
  }

  /** There are newer points. */
  changed(): void {
    if (!this.isPaused && this.#window.toMs === undefined) {
      this.refresh();
    }
  }

  /** Asks for what is to be shown now; one question at a time. */
  refresh(): void {
    this.#task.run(() => this.#ask());
  }

  get #window(): TimeWindow {
    return this.#parts.state.state.window;
  }

  async #ask(): Promise<void> {
    try {
      const { spanMs, toMs } = this.#window;
      const maxPoints = Math.max(fewestPoints, ...this.#charts.map(({ widthPx }) => widthPx));
      const content = await this.#parts.request({ kind: 'charts', spanMs, ...(toMs !== undefined && { toMs }), maxPoints });
      if (toMs === undefined) {
        this.#clockLeadMs = content.toMs - Date.now();
      }
      this.#show(content);
    } catch (error) {
      this.#parts.tell(error);
    }
  }

  #show(content: ChartsContent): void {
    this.#shown = content;
    this.#parts.tell(content.problem);
    this.#charts.forEach((chart) => chart.show(content));
    this.#ribbon.show(content.spans, content.fromMs, content.toMs, (atMs) => this.#timeText(atMs));
    this.#marks.show(content, (atMs) => this.#timeText(atMs));
    setText(this.#span, `${this.#timeText(content.fromMs)} to ${this.#timeText(content.toMs)}`);
    if (this.#cursorMs !== undefined) {
      this.#point(this.#cursorMs);
    }
  }

  #toolbar(): HTMLElement {
    const ranges = element('div', { class: 'range-buttons', attributes: { role: 'group', 'aria-label': 'Range' } });
    for (const { id, label, spanMs } of chartRanges) {
      // Native, as those of the toolkit cannot be pressed.
      const button = element('button', { class: 'range-button', text: label, attributes: { type: 'button', title: `The last ${label}` } });
      button.addEventListener('click', () => this.#setWindow(this.isPaused ? { ...this.#window, spanMs } : { spanMs }));
      this.#ranges.set(id, button);
      ranges.append(button);
    }
    this.#pause.value = this.isPaused;
    const moves = element('div', { class: 'chart-moves', attributes: { role: 'group', 'aria-label': 'Zoom and move' } }, [
      pushButton('Zoom in', () => this.#zoomOrPan(true, false), { title: 'Less time (Plus, or Ctrl and the wheel)' }).element,
      pushButton('Zoom out', () => this.#zoomOrPan(true, true), { title: 'More time (Minus, or Ctrl and the wheel)' }).element,
      pushButton('Earlier', () => this.#zoomOrPan(false, false), { title: 'A quarter of the time earlier (Shift and Left, or Shift and the wheel)' }).element,
      this.#laterButton.element,
    ]);
    const csv = pushButton('CSV…', () => this.#exportCsv(), { title: 'Save the values of this time as CSV' });
    return element('div', { class: 'chart-toolbar' }, [ranges, moves, this.#liveButton.element, this.#pause.element, this.#span, csv.element]);
  }

  #listen(): void {
    this.#stage.addEventListener('keydown', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && event.target === this.#stage && this.#onKey(event.key, event.shiftKey)) {
        event.preventDefault();
      }
    });
    this.#stage.addEventListener(
      'wheel',
      (event) => {
        // With Ctrl or over a chart with Shift: the wheel alone scrolls the page.
        if (event.ctrlKey || event.shiftKey) {
          event.preventDefault();
          const forwards = (event.deltaY || event.deltaX) > 0;
          this.#zoomOrPan(event.ctrlKey, forwards);
        }
      },
      { passive: false },
    );
  }

  #zoomOrPan(zooms: boolean, forwards: boolean): void {
    const now = this.#nowMs;
    this.#setWindow(zooms ? zoomed(this.#window, forwards ? zoomStep : 1 / zoomStep, this.#centreMs, now) : panned(this.#window, forwards ? panShare : -panShare, now));
  }

  #onKey(key: string, isShifted: boolean): boolean {
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        if (isShifted) {
          this.#zoomOrPan(false, key === 'ArrowRight');
        } else {
          this.#moveCursor(key === 'ArrowRight' ? 1 : -1);
        }
        return true;
      case '+':
      case '=':
      case '-':
      case '_':
        this.#zoomOrPan(true, key === '-' || key === '_');
        return true;
      case 'Home':
        this.#setPaused(false);
        return true;
      case 'Escape':
        this.#point(undefined);
        return true;
      default:
        return false;
    }
  }

  get #centreMs(): number {
    return this.#cursorMs ?? (this.#window.toMs ?? this.#nowMs) - this.#window.spanMs / 2;
  }

  /** By the clock of the host, as far as it is known; and not before the end of a window that was kept. */
  get #nowMs(): number {
    return Math.max(Date.now() + this.#clockLeadMs, this.#window.toMs ?? 0);
  }

  #moveCursor(direction: 1 | -1): void {
    const shown = this.#shown;
    if (shown === undefined) {
      return;
    }
    const { fromMs, toMs } = shown;
    const next = this.#cursorMs === undefined ? (direction > 0 ? fromMs : toMs) : this.#cursorMs + direction * (toMs - fromMs) * cursorShare;
    const atMs = Math.min(toMs, Math.max(fromMs, next));
    const words = this.#point(atMs).filter((text) => text !== '');
    this.#parts.announcer.say([this.#timeText(atMs), ...(words.length === 0 ? ['no values'] : words)].join(', '));
  }

  #point(atMs: number | undefined): readonly string[] {
    this.#cursorMs = atMs;
    return this.#charts.map((chart) => chart.point(atMs));
  }

  #setWindow(window: TimeWindow): void {
    // What is paused does not go on with time, also when it was moved up to now.
    this.#parts.state.keep({ window: this.isPaused ? { toMs: this.#nowMs, ...window } : window });
    this.#showWindow();
    this.refresh();
  }

  #showWindow(): void {
    const { spanMs, toMs } = this.#window;
    for (const { id, spanMs: rangeMs } of chartRanges) {
      this.#ranges.get(id)?.setAttribute('aria-pressed', String((toMs === undefined || this.isPaused) && spanMs === rangeMs));
    }
    this.#liveButton.isDisabled = toMs === undefined;
    this.#laterButton.isDisabled = toMs === undefined;
    this.#pause.value = this.isPaused;
  }

  /** Paused, the end of the window stays where it is, also when the page is hidden and comes back; otherwise it goes on with time. */
  #setPaused(isPaused: boolean): void {
    const { spanMs, toMs } = this.#window;
    this.#parts.state.keep({ isPaused });
    if (isPaused) {
      this.#parts.state.keep({ window: { spanMs, toMs: this.#shown?.toMs ?? toMs ?? this.#nowMs } });
      this.#showWindow();
    } else {
      this.#setWindow({ spanMs });
    }
  }

  #exportCsv(): void {
    if (this.#shown !== undefined) {
      this.#parts.exportCsv(this.#shown.fromMs, this.#shown.toMs);
    }
  }

  #exportPng(name: ChartName): void {
    const chart = this.#charts.find((candidate) => candidate.name === name);
    const png = this.#shown === undefined ? undefined : chart?.toPng(this.#shown, themeColours(document.body));
    if (png !== undefined) {
      this.#parts.exportPng(name, png);
    }
  }

  #recolour(): void {
    const colours = themeColours(document.body);
    this.#charts.forEach((chart) => chart.setColours(colours));
  }

  /** With the date where the span is longer than a day. */
  #timeText(atMs: number): string {
    const time = new Date(atMs);
    const isLong = this.#window.spanMs > 20 * 3_600_000;
    return isLong ? time.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' }) : time.toLocaleTimeString();
  }
}
