import { Show } from "solid-js";
import type { Standing } from "../../../schema/standing.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { STATUS_WORDS, TRIAL_OVER } from "../tenant-life/status-words.ts";

/** How the account stands, since when and why, and whom to ask. */
export function AccountStatus() {
  const account = useAccount();
  const standing = () => account.standing;
  const words = () => {
    if (standing().status === "trial_over") return TRIAL_OVER;
    return STATUS_WORDS[standing().by === "agency" ? "suspended" : account.tenant.status];
  };
  return (
    <Card title="Status">
      <div class="flex flex-col gap-2 text-13 text-ink-2">
        <div class="flex flex-wrap items-center gap-2">
          <Badge tone={words().tone} dot>
            {words().label}
          </Badge>
          <Show when={standing().since}>
            {(since) => (
              <span>
                since <RelativeTime at={since()} />
              </span>
            )}
          </Show>
        </div>
        <Show when={standing().reason}>{(reason) => <p>Reason given: {reason()}</p>}</Show>
        <p>{explanation(standing().status, standing().by)}</p>
      </div>
    </Card>
  );
}

function explanation(status: Standing, by: "account" | "agency" | null): string {
  if (status === "live") return "Everything works: messages are received and sent.";
  const stopped = "People can read everything. Nothing is sent or changed; what customers write is received and kept.";
  if (status === "trial_over") return `${stopped} Once a plan is chosen, everything goes on.`;
  if (by === "agency") return `${stopped} It is the agency above this account that was stopped: ask your agency.`;
  return `${stopped} Ask whoever manages this account to bring it back.`;
}
