import Link from "lucide-solid/icons/link";
import { createSignal, For, Show } from "solid-js";
import type { NewRelay } from "../../../schema/contracts/relays.ts";
import { createRelay, listRelays, revokeRelay } from "../../rest/relays.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";

/**
 * Makes a link by which somebody without an account fills in what a set-up lacks, and takes back those there are. `tenant` is the account that is
 * set up, `name` what it is called.
 */
export default function SendLink(props: { tenant: string; name: string; session: string; onClose: () => void }) {
  const form = createSubmission();
  const [made, setMade] = createSignal<NewRelay>();
  const relays = useRead(() => ({
    queryKey: [props.tenant, "relays", props.session],
    queryFn: ({ signal }) => listRelays(props.tenant, props.session, signal),
    staleTime: 0,
  }));
  const make = () =>
    form.submit(async () => {
      setMade(await createRelay(props.tenant, props.session, {}));
      await relays.refetch();
    });
  const revoke = async (id: string): Promise<void> => {
    try {
      await revokeRelay(props.tenant, props.session, id);
      if (made()?.id === id) setMade(undefined);
      toast("The link is taken back.");
    } catch (error) {
      toastError("The link was not taken back.", error);
    }
    await relays.refetch();
  };
  const open = () => relays.data?.docs.filter(({ state }) => state === "open") ?? [];
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={`A link for ${props.name}`}
      description="Whoever has it sees the fields that are missing, and nothing else. No account is needed; it works for seven days."
      footer={<Button onClick={() => props.onClose()}>Done</Button>}
    >
      <div class="flex flex-col gap-4 text-13">
        <FormError error={form.error()} fields={[]} />
        <Show
          when={made()}
          fallback={
            <Button
              variant="primary"
              class="self-start"
              icon={<Link aria-hidden="true" />}
              busy={form.busy()}
              disabled={form.wait.seconds() > 0}
              onClick={() => void make()}
            >
              Make a link
            </Button>
          }
        >
          {(relay) => (
            <div>
              <div class="flex items-center gap-2 rounded-inner border border-line bg-sunken py-1 pr-1 pl-3">
                <code class="min-w-0 flex-1 truncate font-mono text-12" data-relay-url>
                  {relay().url}
                </code>
                <CopyButton text={relay().url} label="Copy the link" />
              </div>
              <p class="mt-1.5 text-ink-2">Send it to whoever has the values. It is shown this once.</p>
            </div>
          )}
        </Show>
        <Show when={open().length > 0}>
          <section>
            <h3 class="mb-1 font-medium">Open links</h3>
            <ul class="divide-y divide-line">
              <For each={open()}>
                {(relay) => (
                  <li class="flex min-h-11 items-center gap-3 py-1">
                    <span class="min-w-0 flex-1 text-ink-2">
                      By {relay.createdBy}, <RelativeTime at={relay.createdAt} />
                      {relay.openedAt === null ? ": not opened yet" : ": opened"}
                    </span>
                    <Button size="sm" variant="ghost" onClick={() => void revoke(relay.id)}>
                      Take back
                    </Button>
                  </li>
                )}
              </For>
            </ul>
          </section>
        </Show>
      </div>
    </Dialog>
  );
}
