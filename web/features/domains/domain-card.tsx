import { createSignal, Show } from "solid-js";
import type { Domain } from "../../../schema/contracts/domains.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { removeDomain, verifyDomain } from "../../rest/domains.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { DnsRecords } from "./dns-records.tsx";
import { JoinField } from "./join-field.tsx";
import { STATUS_WORDS, USE_WORDS } from "./use-words.ts";

/** One domain: how far it is proved, what to put into its DNS, and what comes of it. */
export function DomainCard(props: { domain: Domain; target: string; onChanged: () => void }) {
  const account = useAccount();
  const [looking, setLooking] = createSignal(false);
  const [removing, setRemoving] = createSignal(false);
  const may = () => account.can("manageSettings");
  const isVerified = () => props.domain.status === "verified";
  const look = async () => {
    setLooking(true);
    try {
      const { status, reason, domain } = await verifyDomain(account.id, props.domain.id);
      if (status === "verified" && reason === null) toast(`${domain} is yours.`);
      props.onChanged();
    } catch (error) {
      toastError("DNS could not be asked.", error);
    } finally {
      setLooking(false);
    }
  };
  return (
    <Card
      title={
        <span class="flex flex-wrap items-center gap-2">
          <span class="min-w-0 break-all">{props.domain.domain}</span>
          <Badge tone={STATUS_WORDS[props.domain.status].tone} dot>
            {STATUS_WORDS[props.domain.status].label}
          </Badge>
        </span>
      }
      text={USE_WORDS[props.domain.use].label}
      actions={
        <Show when={may()}>
          <div class="flex gap-2">
            <Button size="sm" busy={looking()} onClick={() => void look()}>
              Check now
            </Button>
            <Button
              size="sm"
              variant="quietDanger"
              onPointerEnter={preloadDialog}
              onClick={() => setRemoving(true)}
              aria-label={`Remove ${props.domain.domain}`}
            >
              Remove
            </Button>
          </div>
        </Show>
      }
    >
      <div class="flex flex-col gap-3 text-13">
        <Show when={props.domain.reason}>
          {(reason) => (
            <p role="status" class="rounded-inner bg-warning-soft px-3 py-2 text-warning">
              {reason()}{" "}
              <Show when={props.domain.checkedAt}>
                {(at) => (
                  <>
                    Looked <RelativeTime at={at()} />.
                  </>
                )}
              </Show>
            </p>
          )}
        </Show>
        <Show when={!isVerified() || props.domain.reason !== null}>
          <DnsRecords domain={props.domain} target={props.target} />
        </Show>
        <Show when={isVerified() && props.domain.use === "site" && props.domain.url}>
          {(url) => (
            <p class="text-ink-2">
              People open this account at{" "}
              <a href={url()} class="font-medium break-all text-accent-ink underline">
                {url()}
              </a>
              , once the domain's DNS leads to <code class="font-mono text-12">{props.target}</code>.
            </p>
          )}
        </Show>
        <Show when={props.domain.use === "email"}>
          <JoinField domain={props.domain} onChanged={props.onChanged} />
        </Show>
      </div>
      <ConfirmDialog
        open={removing()}
        onClose={() => setRemoving(false)}
        title={`Remove ${props.domain.domain}?`}
        text={
          props.domain.use === "site"
            ? "Nobody opens the account there any more, and whoever is signed in there is signed out."
            : "Nobody joins by it any more. Whoever has joined stays."
        }
        act="Remove domain"
        danger
        onConfirm={async () => {
          await removeDomain(account.id, props.domain.id);
          toast(`${props.domain.domain} is removed.`);
          props.onChanged();
        }}
      />
    </Card>
  );
}
