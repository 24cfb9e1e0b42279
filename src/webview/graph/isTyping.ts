/** Whether the focus is in a text field; those of the controls are in a shadow tree of their own. */
export function isTyping(): boolean {
  const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  return inner instanceof HTMLInputElement && inner.type !== 'checkbox';
}
