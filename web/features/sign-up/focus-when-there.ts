/** Puts the caret into a control once it is on the page: a step's first one, after the step before has gone. */
export function focusWhenThere(control: HTMLElement): void {
  queueMicrotask(() => control.focus());
}
