/** CSS pixels that a pointer may move and still click. */
const clickSlack = 4;

/** Moves what is in an element by dragging it. A press that does not move stays a click. */
export function panByPointer(stage: HTMLElement, pan: (x: number, y: number) => void): void {
  let last: { x: number; y: number } | undefined;
  let isDragging = false;
  stage.addEventListener('pointerdown', (event) => {
    if (event.button === 0 || event.button === 1) {
      last = { x: event.clientX, y: event.clientY };
      isDragging = false;
    }
  });
  stage.addEventListener('pointermove', (event) => {
    if (last === undefined) {
      return;
    }
    const [x, y] = [last.x - event.clientX, last.y - event.clientY];
    if (!isDragging && Math.hypot(x, y) < clickSlack) {
      return;
    }
    if (!isDragging) {
      isDragging = true;
      stage.setPointerCapture(event.pointerId);
      stage.classList.add('is-dragged');
    }
    last = { x: event.clientX, y: event.clientY };
    pan(x, y);
  });
  const end = (): void => {
    last = undefined;
    stage.classList.remove('is-dragged');
  };
  stage.addEventListener('pointerup', end);
  stage.addEventListener('pointercancel', end);
}
