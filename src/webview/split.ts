import { element, setAttribute } from './elements';

/** The share of the upper part stays between these, so that neither part can get lost. */
const minPercent = 15;
const maxPercent = 85;
const stepPercent = 5;

/** Two parts, one above the other, and a bar between them that moves by pointer and by keys. */
export class Split {
  readonly element: HTMLElement;
  readonly #upper: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #lower: HTMLElement;
  readonly #onMoved: (percent: number) => void;
  #percent: number;

  constructor(label: string, upper: HTMLElement, lower: HTMLElement, percent: number, onMoved: (percent: number) => void) {
    this.#upper = element('div', { class: 'split-part' }, [upper]);
    this.#lower = element('div', { class: 'split-part' }, [lower]);
    this.#bar = element('div', {
      class: 'split-bar',
      attributes: {
        role: 'separator',
        'aria-orientation': 'horizontal',
        'aria-label': label,
        'aria-valuemin': String(minPercent),
        'aria-valuemax': String(maxPercent),
        tabindex: '0',
      },
    });
    this.element = element('div', { class: 'split' }, [this.#upper, this.#bar, this.#lower]);
    this.#onMoved = onMoved;
    this.#percent = percent;
    this.#apply(percent);
    this.#bar.addEventListener('keydown', (event) => this.#onKey(event));
    this.#bar.addEventListener('pointerdown', (event) => this.#drag(event));
  }

  /** Without its lower part the upper one has all the space. */
  set isLowerShown(isShown: boolean) {
    this.#bar.classList.toggle('is-hidden', !isShown);
    this.#lower.classList.toggle('is-hidden', !isShown);
    this.#upper.style.flexBasis = isShown ? `${this.#percent}%` : '100%';
  }

  #apply(percent: number): void {
    this.#percent = Math.round(Math.min(Math.max(percent, minPercent), maxPercent));
    this.#upper.style.flexBasis = `${this.#percent}%`;
    setAttribute(this.#bar, 'aria-valuenow', String(this.#percent));
  }

  #onKey(event: KeyboardEvent): void {
    const target = targetPercent(event.key, this.#percent);
    if (target !== undefined) {
      event.preventDefault();
      this.#apply(target);
      this.#onMoved(this.#percent);
    }
  }

  #drag(event: PointerEvent): void {
    event.preventDefault();
    this.#bar.focus();
    this.#bar.setPointerCapture(event.pointerId);
    const { top, height } = this.element.getBoundingClientRect();
    const abort = new AbortController();
    const { signal } = abort;
    this.#bar.addEventListener('pointermove', (move) => this.#apply(((move.clientY - top) / Math.max(height, 1)) * 100), { signal });
    this.#bar.addEventListener(
      'lostpointercapture',
      () => {
        abort.abort();
        this.#onMoved(this.#percent);
      },
      { signal },
    );
  }
}

function targetPercent(key: string, percent: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return percent - stepPercent;
    case 'ArrowDown':
      return percent + stepPercent;
    case 'Home':
      return minPercent;
    case 'End':
      return maxPercent;
    default:
      return undefined;
  }
}
