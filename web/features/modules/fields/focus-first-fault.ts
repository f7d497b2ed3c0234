/** After a form was refused: to the first field that says what is wrong, once it does. */
export function focusFirstFault(form: EventTarget | null): void {
  queueMicrotask(() => {
    if (form instanceof HTMLFormElement) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
