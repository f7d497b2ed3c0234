import { createSignal } from "solid-js";

export interface ViewRequest {
  tenant: { id: string; name: string };
  /** Through whose eyes, where that is known already. */
  user?: string;
}

const [asked, setAsked] = createSignal<ViewRequest | undefined>();

/** What the dialog of the frame asks about; undefined while it is closed. */
export const viewRequest = asked;

/** Opens the dialog by which one begins to look through another's eyes. For any list of accounts or people. */
export function askViewAs(request: ViewRequest): void {
  setAsked(request);
}

export function forgetViewRequest(): void {
  setAsked(undefined);
}
