import type { Severity } from '../../model/severity';

/** Colours of the charts, as the style sheet sets them for the theme: a canvas cannot read variables itself. */
export interface ThemeColours {
  readonly background: string;
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly line: string;
  readonly band: string;
  readonly severity: (severity: Severity) => string;
  /** In pixels of the page. */
  readonly font: string;
}

/** A font of the page in the pixels of a canvas. */
export function canvasFont(font: string, scale: number): string {
  return font.replace(/^([\d.]+)px/, (_all, size: string) => `${Number(size) * scale}px`);
}

/** Reads the colours that are in force at an element. */
export function themeColours(element: Element): ThemeColours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--chart-${name}`).trim() || style.color;
  return {
    background: colour('background'),
    text: colour('text'),
    quiet: colour('quiet'),
    grid: colour('grid'),
    line: colour('line'),
    band: colour('band'),
    severity: (severity) => colour(severity),
    font: `${style.fontSize} ${style.fontFamily}`,
  };
}

/** Calls the listener when VS Code has given the page another theme. */
export function onThemeChange(listener: () => void): void {
  new MutationObserver(listener).observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style'] });
  new MutationObserver(listener).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'] });
}
