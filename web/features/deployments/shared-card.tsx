import { createSignal, For, Show } from "solid-js";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { deploymentImpact, rotateShared } from "../../rest/deployments.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { CredentialFields } from "../modules/fields/credential-fields.tsx";
import { createCredentialForm } from "../modules/fields/credential-form.ts";
import { keptBy } from "../modules/fields/kept-by.ts";
import { refreshDeployments } from "./use-deployments.ts";

/** What the agency shares, who leans on it, and the one place where it is replaced for all of them. */
export function SharedCard(props: { deployment: Deployment; module: Module }) {
  const account = useAccount();
  const [replacing, setReplacing] = createSignal(false);
  const impact = useRead(() => ({
    queryKey: [account.id, "deployments", "impact", props.deployment.id],
    queryFn: ({ signal }) => deploymentImpact(props.deployment.id, signal),
    staleTime: 0,
  }));
  return (
    <Card
      title="Shared credentials"
      text={
        <Show when={impact.data} fallback="Sealed. Clients use them and never see them.">
          {(found) => (
            <>
              {found().clients.toLocaleString()} {found().clients === 1 ? "client leans" : "clients lean"} on them, with{" "}
              {found().unread.toLocaleString()} unread {found().unread === 1 ? "conversation" : "conversations"}.
            </>
          )}
        </Show>
      }
      actions={
        <Show
          when={
            account.can("deploy") && props.deployment.status !== "removing" && props.deployment.status !== "removed"
          }
        >
          <Button size="sm" onClick={() => setReplacing(true)}>
            Replace for all
          </Button>
        </Show>
      }
    >
      <dl class="divide-y divide-line text-13">
        <For each={impact.data?.fields ?? []}>
          {(field) => (
            <div class="flex flex-wrap justify-between gap-x-4 py-2 first:pt-0 last:pb-0">
              <dt class="text-ink-2">{field.label}</dt>
              <dd>
                <span class="font-mono">•••• {field.hint}</span>{" "}
                <span class="text-12 text-ink-3">
                  since <RelativeTime at={field.updatedAt} />
                </span>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={replacing()}>
        <ReplaceDialog deployment={props.deployment} module={props.module} onClose={() => setReplacing(false)} />
      </Show>
    </Card>
  );
}

function ReplaceDialog(props: { deployment: Deployment; module: Module; onClose: () => void }) {
  const account = useAccount();
  const kept = keptBy(() => props.deployment.credentials);
  // An empty field keeps what is stored.
  const shareable = () =>
    props.module.requirements
      .filter(({ sharing }) => sharing === "shareable")
      .map((requirement) => ({
        ...requirement,
        required: requirement.required && kept(requirement.name) === undefined,
      }));
  const form = createCredentialForm(shareable, { rules: () => props.module.rules, kept });
  const sending = createSubmission();
  const save = async () => {
    if (!form.check()) return;
    const done = await sending.submit(() => rotateShared(props.deployment.id, form.values()));
    if (!done) return form.refuse(sending.error());
    await refreshDeployments(account.id);
    toast("Replaced. Every client is being verified with them.");
    props.onClose();
  };
  return (
    <FormDialog
      onClose={props.onClose}
      size="wide"
      title="Replace what you share"
      description="Once, for all clients. Each is verified with its provider; the clients page says how it went."
      form={sending}
      act="Replace and verify all"
      noValidate
      onSubmit={() => void save()}
    >
      <FormError error={sending.error()} fields={shareable().map(({ name }) => `credentials.${name}`)} />
      <CredentialFields
        requirements={shareable()}
        form={form}
        stored={(name) =>
          kept(name) !== undefined ? `Keeps •••• ${props.deployment.credentials[name]?.hint ?? ""}` : undefined
        }
      />
    </FormDialog>
  );
}
