/** What a key asks of the grid. */
export type GridCommand =
  | { readonly kind: 'rowBy'; readonly rows: number }
  | { readonly kind: 'pageBy'; readonly pages: number }
  | { readonly kind: 'rowEdge'; readonly edge: 'first' | 'last' }
  | { readonly kind: 'columnBy'; readonly columns: number }
  | { readonly kind: 'columnEdge'; readonly edge: 'first' | 'last' }
  | { readonly kind: 'widen'; readonly byPx: number }
  | { readonly kind: 'activate' }
  | { readonly kind: 'menu' };

/** The part of a `KeyboardEvent` that matters. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What a key asks of the grid; `undefined` when it is not for the grid. `isOnHeader`: Shift with the arrows changes a column's width there. */
export function gridCommand(stroke: KeyStroke, isOnHeader: boolean): GridCommand | undefined {
  if (stroke.altKey) {
    return undefined;
  }
  if (stroke.key === 'ContextMenu' || (stroke.key === 'F10' && stroke.shiftKey)) {
    return { kind: 'menu' };
  }
  if (stroke.ctrlKey || stroke.metaKey) {
    return edgeCommand(stroke);
  }
  if (stroke.shiftKey) {
    return isOnHeader ? widthCommand(stroke) : undefined;
  }
  return plainCommand(stroke);
}

function edgeCommand({ key }: KeyStroke): GridCommand | undefined {
  switch (key) {
    case 'Home':
      return { kind: 'rowEdge', edge: 'first' };
    case 'End':
      return { kind: 'rowEdge', edge: 'last' };
    default:
      return undefined;
  }
}

function widthCommand({ key }: KeyStroke): GridCommand | undefined {
  switch (key) {
    case 'ArrowLeft':
      return { kind: 'widen', byPx: -10 };
    case 'ArrowRight':
      return { kind: 'widen', byPx: 10 };
    default:
      return undefined;
  }
}

function plainCommand({ key }: KeyStroke): GridCommand | undefined {
  switch (key) {
    case 'ArrowUp':
      return { kind: 'rowBy', rows: -1 };
    case 'ArrowDown':
      return { kind: 'rowBy', rows: 1 };
    case 'PageUp':
      return { kind: 'pageBy', pages: -1 };
    case 'PageDown':
      return { kind: 'pageBy', pages: 1 };
    case 'ArrowLeft':
      return { kind: 'columnBy', columns: -1 };
    case 'ArrowRight':
      return { kind: 'columnBy', columns: 1 };
    case 'Home':
      return { kind: 'columnEdge', edge: 'first' };
    case 'End':
      return { kind: 'columnEdge', edge: 'last' };
    case 'Enter':
    case ' ':
      return { kind: 'activate' };
    default:
      return undefined;
  }
}
