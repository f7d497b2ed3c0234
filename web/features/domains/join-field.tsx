import { createSignal, Show } from "solid-js";
import { type Role, ROLES } from "../../../schema/capabilities.ts";
import type { Domain } from "../../../schema/contracts/domains.ts";
import { JOIN_ROLES } from "../../../schema/domain-limits.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { decideJoin } from "../../rest/domains.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Select } from "../../ui/select.tsx";

/** Who joins by an e-mail domain. Whoever manages people decides; everyone else reads it. */
export function JoinField(props: { domain: Domain; onChanged: () => void }) {
  const account = useAccount();
  const [busy, setBusy] = createSignal(false);
  const roles: readonly Role[] = JOIN_ROLES[account.tenant.type];
  const options = [
    { value: "nobody" as const, label: "Nobody" },
    ...roles.map((role) => ({ value: role, label: `As ${ROLES[role].label.toLowerCase()}` })),
  ];
  const value = () => props.domain.join?.role ?? "nobody";
  const decide = async (chosen: Role | "nobody") => {
    setBusy(true);
    try {
      await decideJoin(account.id, props.domain.id, { joinRole: chosen === "nobody" ? null : chosen });
      toast("Saved.");
    } catch (error) {
      toastError("That was not saved.", error);
    } finally {
      setBusy(false);
      props.onChanged();
    }
  };
  return (
    <Show
      when={account.can("manageUsers")}
      fallback={
        <p class="text-ink-2">
          {props.domain.join
            ? `People join as ${ROLES[props.domain.join.role].label.toLowerCase()}.`
            : "Nobody joins by it."}
        </p>
      }
    >
      <Select<Role | "nobody">
        label={`Who has an address at ${props.domain.domain} may join`}
        value={value()}
        options={options}
        disabled={busy()}
        onChange={(chosen) => void decide(chosen)}
        help={
          props.domain.join
            ? `They ask for it on the sign-in page. ${props.domain.join.by} answers for them.`
            : "They would ask for it on the sign-in page, and prove their address by mail."
        }
        class="max-w-72"
      />
    </Show>
  );
}
