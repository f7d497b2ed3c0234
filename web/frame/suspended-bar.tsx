import { Show } from "solid-js";
import { useAccount } from "./account-context.tsx";

/** Says that the account is suspended or cancelled, and what still works. */
export function SuspendedBar() {
  const account = useAccount();
  const stopped = () => account.tenant.status === "suspended" || account.tenant.status === "cancelled";
  return (
    <Show when={stopped()}>
      <p role="status" class="bg-warning-soft px-4 py-1.5 text-center text-13 text-warning">
        <span class="font-semibold">This account is {account.tenant.status}.</span> You can read everything; nothing is
        sent or changed. Whoever manages it can bring it back.
      </p>
    </Show>
  );
}
