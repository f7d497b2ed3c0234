import { ErrorState } from "../ui/error-state.tsx";

/** A page broke. The frame around it goes on. */
export default function PageError(props: { error: unknown; onRetry: () => void }) {
  return <ErrorState whole error={props.error} onRetry={props.onRetry} />;
}
