import { createSignal } from "solid-js";
import { ApiError } from "../rest/client.ts";
import { createCountdown } from "./countdown.ts";

const FAULT = { status: 0, code: "internal", message: "This page ran into a fault. Load it again." } as const;

export type Submission = ReturnType<typeof createSubmission>;

/** A form that is sent: whether it is under way, why it was refused, and how long to wait before the next try. `refuse` shows a reason from elsewhere. */
export function createSubmission() {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | undefined>();
  const wait = createCountdown();
  /** Does it once at a time; what is thrown becomes `error`. Answers whether it was done. */
  const submit = async (act: () => Promise<unknown>): Promise<boolean> => {
    if (busy() || wait.seconds() > 0) return false;
    setBusy(true);
    setError(undefined);
    try {
      await act();
      return true;
    } catch (refused) {
      const known = refused instanceof ApiError ? refused : new ApiError(FAULT);
      setError(known);
      if (known.status === 429) wait.start(known.retryAfterSeconds ?? 30);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, wait, submit, clear: () => setError(undefined), refuse: setError };
}
