import { createSignal } from "solid-js";

/** One answer of the server, kept and readable from anywhere: `data` once there is some, `error` when the last try failed. */
export interface KeptRead<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  /** Reads it again; a read under way is joined. Never rejects: look at `error`. */
  refetch(): Promise<void>;
}

/**
 * What the frame needs before any page: who is signed in, what they may do. Pages read through solid-query (use-read.ts); the frame does not,
 * so that the inbox is there before that library is.
 */
export function createKeptRead<T>(load: () => Promise<T>): KeptRead<T> {
  const [data, setData] = createSignal<T | undefined>();
  const [error, setError] = createSignal<unknown>();
  let underWay: Promise<void> | undefined;
  const read = async () => {
    try {
      const answer = await load();
      setData(() => answer);
      setError(undefined);
    } catch (failure) {
      setError(() => failure);
    } finally {
      underWay = undefined;
    }
  };
  return {
    get data() {
      return data();
    },
    get error() {
      return error();
    },
    refetch: () => (underWay ??= read()),
  };
}
