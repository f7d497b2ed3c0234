import { useAccount } from "./account-context.tsx";

/** Says that the account is suspended or cancelled, and what still works. */
export default function SuspendedBar() {
  const account = useAccount();
  const byAgency = () => account.standing.by === "agency";
  const how = () => {
    const whose = byAgency() ? "The agency of this account" : "This account";
    return account.standing.status === "trial_over"
      ? `${whose} was on trial, and the trial is over.`
      : `${whose} is ${account.standing.status}.`;
  };
  const whom = () =>
    byAgency() || account.tenant.type === "subaccount"
      ? "Ask your agency to bring it back."
      : "Ask the platform you are on to bring it back.";
  return (
    <p role="status" class="bg-warning-soft px-4 py-1.5 text-center text-13 text-warning">
      <span class="font-semibold">{how()}</span> You can read everything; nothing is sent or changed. {whom()}
    </p>
  );
}
