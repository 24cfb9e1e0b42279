import type { Severity } from '../../model/severity';
import { svgElement } from '../elements';

/** Outlines in a square of 16 units, and what is drawn in them: each severity has a shape of its own, so that none is told by its colour alone. */
export const severityShapes: Readonly<Record<Severity, { readonly outline: string; readonly sign: string; readonly isFilled: boolean }>> = {
  normal: { outline: 'M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z', sign: 'M4.5 8.2l2.5 2.5l4.5-5', isFilled: true },
  warning: { outline: 'M8 1.5l7 13H1z', sign: 'M8 6v4M8 11.6v1.2', isFilled: false },
  minor: { outline: 'M8 1.5l7 13H1z', sign: 'M8 6v4M8 11.6v1.2', isFilled: true },
  major: { outline: 'M8 .8L15.2 8L8 15.2L.8 8z', sign: 'M8 4v5M8 10.8v1.4', isFilled: true },
  critical: { outline: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', sign: 'M5 5l6 6M11 5l-6 6', isFilled: true },
  timeout: { outline: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', sign: 'M5.6 6.2a2.4 2.4 0 1 1 3.6 2c-.8.5-1.2.8-1.2 1.6M8 11.4v1.2', isFilled: false },
  information: { outline: 'M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z', sign: '', isFilled: false },
  masked: { outline: 'M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z', sign: 'M3 13L13 3', isFilled: false },
};

/** The mark of a severity; its colours come from the style sheet by the class of a parent, `severity-…`. */
export class SeverityMark {
  readonly element = svgElement('g', { class: 'mark' });
  readonly #outline = svgElement('path', { class: 'mark-outline' });
  readonly #sign = svgElement('path', { class: 'mark-sign' });
  #severity: Severity | undefined;

  constructor() {
    this.element.append(this.#outline, this.#sign);
  }

  show(severity: Severity): void {
    if (severity !== this.#severity) {
      this.#severity = severity;
      const { outline, sign, isFilled } = severityShapes[severity];
      this.#outline.setAttribute('d', outline);
      this.#sign.setAttribute('d', sign);
      this.element.setAttribute('class', isFilled ? 'mark is-filled' : 'mark');
    }
  }
}
