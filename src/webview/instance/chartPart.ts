import { formatNs } from '../../model/duration';
import type { Trend } from '../../model/trend';
import { pushButton, type PushButton } from '../controls';
import { element, setText } from '../elements';
import { chartImage } from './chartImage';
import { summaryOf } from './chartData';
import type { ChartContent, ChartName, ChartsContent } from './instanceMessages';
import { limitWords } from './limitTexts';
import type { ThemeColours } from './themeColours';
import { chartMarginPx, shownRange, TrendChart, type TrendChartHandlers } from './trendChart';

/** Of a time of which nothing is known. */
const noValue = '–';

/** One chart with its heading, its values in words, and the sentence in its place when there is nothing to draw. */
export class ChartPart {
  readonly element: HTMLElement;
  readonly name: ChartName;
  readonly #label: string;
  readonly #chart: TrendChart;
  readonly #png: PushButton;
  readonly #values = element('span', { class: 'chart-values' });
  readonly #summary = element('figcaption', { class: 'chart-summary' });
  readonly #instead = element('p', { class: 'empty-text' });
  #content: ChartContent = { instead: '' };

  constructor(name: ChartName, label: string, colours: ThemeColours, handlers: TrendChartHandlers, onPng: () => void) {
    this.name = name;
    this.#label = label;
    this.#chart = new TrendChart(colours, handlers);
    this.#png = pushButton('PNG', onPng, { title: `Save the chart of ${label.toLowerCase()} as a picture` });
    const heading = element('div', { class: 'chart-head' }, [
      element('h3', { text: label }),
      this.#values,
      this.#png.element,
    ]);
    this.element = element('figure', { class: 'chart', attributes: { 'aria-label': label } }, [heading, this.#instead, this.#chart.element, this.#summary]);
  }

  /** Pixels that points can be told apart in, also while there is nothing to draw. */
  get widthPx(): number {
    return Math.max(0, this.element.clientWidth - chartMarginPx);
  }

  show(charts: ChartsContent): void {
    this.#content = charts[this.name];
    const content = this.#content;
    const hasTrend = 'trend' in content && content.trend.at.length > 0;
    this.element.classList.toggle('has-trend', hasTrend);
    this.#png.isDisabled = !hasTrend;
    if (!('trend' in content)) {
      setText(this.#instead, content.instead);
      setText(this.#summary, '');
      setText(this.#values, '');
      return;
    }
    setText(this.#instead, hasTrend ? '' : 'Nothing was recorded in this time.');
    const { fromMs, toMs, marks } = charts;
    const drawing = { fromMs, toMs, trend: content.trend, limits: charts.limits[this.name], marks };
    setText(this.#summary, hasTrend ? [summaryText(content.trend), limitWords(drawing.limits, shownRange(drawing))].filter((words) => words !== '').join(' · ') : '');
    if (hasTrend) {
      this.#chart.show(drawing);
    }
  }

  /** Shows the values at a time, and returns them in words; empty where there are none. */
  point(atMs: number | undefined): string {
    this.#chart.setCursor(atMs);
    const trend = 'trend' in this.#content && this.#content.trend.at.length > 0 ? this.#content.trend : undefined;
    const index = atMs === undefined || trend === undefined ? undefined : this.#chart.indexAt(atMs);
    const words = index === undefined || trend === undefined ? '' : valueWords([trend.min[index], trend.mean[index], trend.max[index]]);
    setText(this.#values, words === '' && atMs !== undefined && trend !== undefined ? noValue : words);
    return words === '' ? '' : `${this.#label} ${words}`;
  }

  setColours(colours: ThemeColours): void {
    this.#chart.setColours(colours);
  }

  /** A PNG file in base64 that can be read without the page; `undefined` when nothing is drawn. */
  toPng(charts: ChartsContent, colours: ThemeColours): string | undefined {
    const { picture } = this.#chart;
    return picture === undefined ? undefined : chartImage(picture, charts, { label: this.#label, summary: this.#summary.textContent }, colours, devicePixelRatio);
  }
}

function summaryText(trend: Trend): string {
  const summary = summaryOf(trend);
  if (summary === undefined) {
    return '';
  }
  const { min, mean, max, gapCount } = summary;
  const gaps = gapCount === 0 ? '' : ` · ${gapCount} ${gapCount === 1 ? 'gap' : 'gaps'}`;
  return `min ${formatNs(min)} · mean ${formatNs(mean)} · max ${formatNs(max)}${gaps}`;
}

function valueWords([min, mean, max]: readonly (number | undefined)[]): string {
  if (mean === undefined) {
    return '';
  }
  return min === max ? formatNs(mean) : `${formatNs(mean)} (${formatNs(min ?? mean)} to ${formatNs(max ?? mean)})`;
}
