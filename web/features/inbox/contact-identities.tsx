import GitMerge from "lucide-solid/icons/git-merge";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createSignal, For, lazy, Show, Suspense } from "solid-js";
import type { Contact, Identity } from "../../../schema/contracts/contacts.ts";
import { removeIdentity } from "../../rest/merges.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { IDENTITY_WORDS, identityText } from "../merging/identity-words.ts";
import { useInbox } from "./inbox-context.tsx";
import { PanelRow, PanelSection } from "./panel-section.tsx";

const MergeDialog = lazy(() => import("../merging/merge-dialog.tsx"));
const AddIdentityForm = lazy(async () => ({ default: (await import("../merging/add-identity.tsx")).AddIdentityForm }));

/** Every way the channels know this person by; add one, take one off, or merge with the contact they also are. */
export function ContactIdentities(props: { contact: Contact }) {
  const { inbox } = useInbox();
  const [adding, setAdding] = createSignal(false);
  const [removing, setRemoving] = createSignal<Identity | undefined>();
  const [merging, setMerging] = createSignal<{ other?: { id: string; name: string } } | undefined>();
  // What the fields above say already is not said twice.
  const others = () => (props.contact.identities ?? []).filter((identity) => !isSaidAbove(identity, props.contact));
  const reload = () => void inbox.people.load(props.contact.id);
  return (
    <Show when={others().length > 0 || inbox.canEdit}>
      <PanelSection title="Known as">
        <For each={others()}>
          {(identity) => (
            <PanelRow label={IDENTITY_WORDS[identity.kind]}>
              <div class="flex items-center gap-1">
                <p
                  class="min-w-0 flex-1 truncate py-1.5"
                  data-tip={identity.value === identity.display ? undefined : identity.value}
                >
                  {identityText(identity)}
                </p>
                <Show when={inbox.canEdit}>
                  <IconButton label={`Remove ${identityText(identity)}`} onClick={() => setRemoving(identity)}>
                    <X aria-hidden="true" />
                  </IconButton>
                </Show>
              </div>
            </PanelRow>
          )}
        </For>
        <Show when={inbox.canEdit}>
          <Show
            when={adding()}
            fallback={
              <div class="mt-2 flex flex-wrap gap-2">
                <Button size="sm" icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
                  Add a number or id
                </Button>
                <Button
                  size="sm"
                  icon={<GitMerge aria-hidden="true" />}
                  onPointerEnter={preloadDialog}
                  onClick={() => setMerging({})}
                >
                  Merge with…
                </Button>
              </div>
            }
          >
            <Suspense>
              <AddIdentityForm
                tenant={inbox.tenant}
                contactId={props.contact.id}
                onClose={() => setAdding(false)}
                onAdded={() => {
                  setAdding(false);
                  reload();
                }}
                onMerge={(other) => {
                  setAdding(false);
                  setMerging({ other });
                }}
              />
            </Suspense>
          </Show>
        </Show>
      </PanelSection>
      <Show when={merging()} keyed>
        {(given) => (
          <Suspense>
            <MergeDialog
              contact={props.contact}
              other={given.other}
              onClose={() => setMerging(undefined)}
              onMerged={({ id }) => void inbox.people.load(id)}
            />
          </Suspense>
        )}
      </Show>
      <ConfirmDialog
        open={removing() !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Remove ${identityText(removing() ?? { kind: "phone", display: "" })}?`}
        text={`Whoever writes from there next is somebody new, not ${props.contact.name}.`}
        act="Remove"
        danger
        onConfirm={async () => {
          const identity = removing();
          if (identity === undefined) return;
          await removeIdentity(inbox.tenant, props.contact.id, identity.id);
          reload();
        }}
      />
    </Show>
  );
}

function isSaidAbove({ kind, value }: Identity, contact: Contact): boolean {
  if (kind === "phone") return digits(value) === digits(contact.phone ?? "");
  return kind === "email" && value === contact.email;
}

function digits(text: string): string {
  return text.replaceAll(/\D/g, "");
}
