import { useAccount } from "./account-context.tsx";

/** Says that the account is suspended or cancelled, and what still works. */
export default function SuspendedBar() {
  const account = useAccount();
  return (
    <p role="status" class="bg-warning-soft px-4 py-1.5 text-center text-13 text-warning">
      <span class="font-semibold">This account is {account.tenant.status}.</span> You can read everything; nothing is
      sent or changed. Whoever manages it can bring it back.
    </p>
  );
}
