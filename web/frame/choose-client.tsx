import Building from "lucide-solid/icons/building";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useAccount } from "./account-context.tsx";

/** Shown in place of a page that works on one client, where none is open. */
export default function ChooseClient() {
  const account = useAccount();
  return (
    <EmptyState
      whole
      icon={<Building aria-hidden="true" />}
      title="Choose a client first"
      text={`${account.tenant.name} has no inbox or contacts of its own. This page works on one client at a time.`}
      action={
        <ButtonLink href={`/a/${account.id}/clients`} variant="primary">
          See the clients
        </ButtonLink>
      }
    />
  );
}
