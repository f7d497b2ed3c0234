import { A, useSearchParams } from "@solidjs/router";
import Globe from "lucide-solid/icons/globe";
import X from "lucide-solid/icons/x";
import { createSignal, For, Match, Switch } from "solid-js";
import type { SandboxDnsRecord } from "../../../schema/contracts/sandbox.ts";
import { Mark } from "../../frame/mark.tsx";
import { OfflineBar } from "../../frame/offline-bar.tsx";
import { ApiError } from "../../rest/client.ts";
import { dropDnsRecord, listDnsRecords, writeDnsRecord } from "../../rest/sandbox.ts";
import { wearHostBrand } from "../../stores/host-brand.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { TextField } from "../../ui/text-field.tsx";

/** The world's DNS, in test mode: TXT records written by hand. */
export default function SandboxDnsPage() {
  const [search] = useSearchParams<{ name?: string; value?: string }>();
  const [name, setName] = createSignal(search.name ?? "");
  const [value, setValue] = createSignal(search.value ?? "");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const records = useRead(() => ({ queryKey: ["sandbox-dns"], queryFn: ({ signal }) => listDnsRecords(signal) }));
  const absent = () => records.error instanceof ApiError && records.error.status === 404;
  wearHostBrand();
  useDocumentTitle(() => "Sandbox DNS");

  const refused = (field: string) => {
    const failure = error();
    return failure instanceof ApiError ? failure.forField(field) : undefined;
  };
  const write = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setError(undefined);
    try {
      await writeDnsRecord({ name: name(), value: value() });
      toast("The record is written.");
      setName("");
      setValue("");
      await records.refetch();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const drop = async (record: SandboxDnsRecord) => {
    try {
      await dropDnsRecord(record);
      await records.refetch();
    } catch (failure) {
      toastError("The record is still there.", failure);
    }
  };

  return (
    <div class="flex min-h-dvh flex-col">
      <OfflineBar />
      <header class="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-2">
        <A href="/" aria-label="Start" class="flex items-center max-narrow:size-11 max-narrow:justify-center">
          <Mark class="size-7" />
        </A>
        <h1 class="flex items-center gap-2.5 text-16 font-semibold">
          DNS <SandboxTag />
        </h1>
        <p class="text-13 text-ink-2 max-narrow:hidden">It stands in for the world's DNS. Nothing here leaves.</p>
      </header>
      <main class="mx-auto flex w-full max-w-180 flex-col gap-4 p-6 max-narrow:p-4">
        <Switch>
          <Match when={absent()}>
            <EmptyState
              icon={<Globe aria-hidden="true" />}
              title="There is no sandbox DNS here"
              text="This installation asks the world's DNS: add the record where you manage your domain."
            />
          </Match>
          <Match when={records.error}>
            {(failure) => <ErrorState error={failure()} onRetry={() => void records.refetch()} />}
          </Match>
          <Match when={true}>
            <Card title="Add a TXT record">
              <form class="flex flex-col gap-4" noValidate onSubmit={(event) => void write(event)}>
                <FormError error={error()} fields={["name", "value"]} />
                <TextField
                  label="Name"
                  value={name()}
                  onInput={setName}
                  error={refused("name")}
                  placeholder="_trellis.example.com"
                  autocomplete="off"
                  autocapitalize="none"
                  spellcheck={false}
                />
                <TextField
                  label="Value"
                  value={value()}
                  onInput={setValue}
                  error={refused("value")}
                  autocomplete="off"
                  spellcheck={false}
                />
                <div>
                  <Button type="submit" variant="primary" busy={busy()} disabled={name() === "" || value() === ""}>
                    Write record
                  </Button>
                </div>
              </form>
            </Card>
            <Card title="Records">
              <ul class="flex flex-col divide-y divide-line">
                <For each={records.data?.docs} fallback={<li class="py-2 text-13 text-ink-2">None yet.</li>}>
                  {(record) => (
                    <li class="flex items-center gap-3 py-2">
                      <div class="min-w-0 flex-1 font-mono text-12 break-all">
                        <p>{record.name}</p>
                        <p class="text-ink-2">{record.value}</p>
                      </div>
                      <IconButton label={`Remove ${record.name}`} onClick={() => void drop(record)}>
                        <X aria-hidden="true" />
                      </IconButton>
                    </li>
                  )}
                </For>
              </ul>
            </Card>
          </Match>
        </Switch>
      </main>
    </div>
  );
}
