import { A, useNavigate, useSearchParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createMemo, createSignal, Match, Show, Switch as Choose } from "solid-js";
import type { CreateDeployment, DeploymentPreview } from "../../../schema/contracts/deployments.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { createDeployment, previewDeployment } from "../../rest/deployments.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Page } from "../../ui/page.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Switch } from "../../ui/switch.tsx";
import { CredentialFields } from "../modules/fields/credential-fields.tsx";
import { createCredentialForm } from "../modules/fields/credential-form.ts";
import { createSettingsForm } from "../modules/fields/settings-form.ts";
import { useModules } from "../modules/use-modules.ts";
import { chosenSettings } from "./chosen-settings.ts";
import { ChooseClients, type Chosen } from "./choose-clients.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { refreshDeployments } from "./use-deployments.ts";

/** Deploys a module: which, how it is set, whose credentials, to whom; then what would change, and only then it starts. */
export default function DeployPage() {
  const account = useAccount();
  const modules = useModules();
  const [search] = useSearchParams<{ module?: string }>();
  const [slug, setSlug] = createSignal(search.module);
  const module = createMemo(() => {
    const docs = modules.data?.docs;
    return docs?.find((one) => one.slug === slug()) ?? docs?.[0];
  });
  return (
    <Page title="Deploy a module" text="Nothing happens before you have seen what changes and pressed start." narrow>
      <A
        href={`/a/${account.id}/deployments`}
        class="mb-4 -ml-2 inline-flex h-8 items-center gap-1.5 rounded-inner px-2 text-13 text-ink-2 hover:bg-sunken hover:text-ink max-narrow:h-11 [&_svg]:size-4"
      >
        <ArrowLeft aria-hidden="true" />
        All deployments
      </A>
      <Choose fallback={<Skeleton class="h-64 w-full rounded-card" />}>
        <Match when={modules.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void modules.refetch()} />}
        </Match>
        <Match when={modules.data && module()?.slug}>
          {(chosen) => (
            <div class="flex flex-col gap-4">
              <Card title="1. Module">
                <Select
                  label="Module"
                  value={chosen()}
                  options={(modules.data?.docs ?? []).map(({ slug: value, name }) => ({ value, label: name }))}
                  onChange={setSlug}
                />
                <p class="mt-2 text-13 text-ink-2">{module()?.summary}</p>
              </Card>
              <Show when={module()} keyed>
                {(one) => <DeployForm module={one} />}
              </Show>
            </div>
          )}
        </Match>
      </Choose>
    </Page>
  );
}

type Credentials = "shared" | "byo" | "sandbox";

function DeployForm(props: { module: Module }) {
  const account = useAccount();
  const navigate = useNavigate();
  const [whose, setWhose] = createSignal<Credentials>(props.module.sandbox && account.sandbox ? "sandbox" : "shared");
  const [to, setTo] = createSignal<"all" | "selected">("all");
  const [chosen, setChosen] = createSignal<Chosen[]>([]);
  const [future, setFuture] = createSignal(false);
  const [customize, setCustomize] = createSignal(false);
  const [preview, setPreview] = createSignal<DeploymentPreview>();
  const shareable = () => props.module.requirements.filter(({ sharing }) => sharing === "shareable");
  const own = () => props.module.requirements.filter(({ sharing }) => sharing === "perAccount");
  const form = createCredentialForm(shareable, { rules: () => props.module.rules });
  const settings = createSettingsForm(() => props.module);
  const sending = createSubmission();
  const stale =
    <T,>(set: (value: T) => unknown) =>
    (value: T) => {
      set(value);
      setPreview(undefined);
    };
  const body = (): CreateDeployment => ({
    module: props.module.slug,
    deployTo: to(),
    subAccounts: to() === "all" ? [] : chosen().map(({ id }) => id),
    credentialMode: whose() === "byo" ? "byo" : "shared",
    allowCustomize: customize(),
    includeFuture: future(),
    credentials: whose() === "shared" ? form.values() : {},
    config: chosenSettings(props.module, settings.config()),
    sandbox: whose() === "sandbox",
  });
  const sound = () => {
    const checks = [settings.form.check(), whose() !== "shared" || form.check()];
    return !checks.includes(false);
  };
  const send = async (act: (body: CreateDeployment) => Promise<void>) => {
    if (!sound()) return;
    const done = await sending.submit(() => act(body()));
    if (done) return;
    form.refuse(sending.error());
    settings.form.refuse(sending.error());
  };
  const look = () => send(async (request) => void setPreview(await previewDeployment(request)));
  const start = () =>
    send(async (request) => {
      const { id } = await createDeployment(request);
      await refreshDeployments(account.id);
      toast(`${props.module.name} is on its way to your clients.`);
      navigate(`/a/${account.id}/deployments/${id}`);
    });
  return (
    <form
      class="flex flex-col gap-4"
      noValidate
      onInput={() => setPreview(undefined)}
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <Card title="2. Clients">
        <div class="flex flex-col gap-4">
          <Segmented
            label="Which clients"
            class="self-start"
            value={to()}
            options={[
              { value: "all", label: "All clients" },
              { value: "selected", label: "Some" },
            ]}
            onChange={stale(setTo)}
          />
          <Show when={to() === "selected"}>
            <ChooseClients chosen={chosen()} onChange={stale(setChosen)} />
          </Show>
          <Switch
            label="Future clients too"
            help="Whoever you create, or who moves to you, gets it by itself."
            checked={future()}
            onChange={stale(setFuture)}
          />
        </div>
      </Card>
      <Card title="3. Credentials">
        <div class="flex flex-col gap-4">
          <Segmented
            label="Whose credentials"
            class="self-start"
            value={whose()}
            options={[
              ...(props.module.sandbox && account.sandbox ? [{ value: "sandbox" as const, label: "Test mode" }] : []),
              { value: "shared", label: "I share mine" },
              { value: "byo", label: "Their own" },
            ]}
            onChange={stale(setWhose)}
          />
          <Choose>
            <Match when={whose() === "sandbox"}>
              <p class="text-13 text-ink-2">A built-in provider stands in for the real one, one for each client.</p>
            </Match>
            <Match when={whose() === "byo"}>
              <p class="text-13 text-ink-2">
                Each client finds the module in its account and finishes connecting it there.
              </p>
            </Match>
            <Match when={whose() === "shared"}>
              <CredentialFields requirements={shareable()} form={form} />
              <Show when={own().length > 0}>
                <p class="text-13 text-ink-2">
                  Each client is asked for its own:{" "}
                  {own()
                    .map(({ label }) => label)
                    .join(", ")}
                  .
                </p>
              </Show>
            </Match>
          </Choose>
        </div>
      </Card>
      <Card title="4. Settings">
        <div class="flex flex-col gap-5">
          <CredentialFields requirements={settings.requirements()} form={settings.form} />
          <Switch
            label="Clients may customise"
            help="Their own settings lie over yours. Without this they see them and cannot change them."
            checked={customize()}
            onChange={stale(setCustomize)}
          />
        </div>
      </Card>
      <FormError
        error={sending.error()}
        fields={[
          ...shareable().map(({ name }) => `credentials.${name}`),
          ...settings.requirements().map(({ name }) => `config.${name}`),
        ]}
      />
      <Show
        when={preview()}
        fallback={<PreviewButton busy={sending.busy()} disabled={to() === "selected" && chosen().length === 0} />}
      >
        {(shown) => (
          <>
            <PreviewCard preview={shown()} />
            <div class="flex flex-wrap gap-3">
              <Button variant="primary" busy={sending.busy()} onClick={() => void start()}>
                Start the deployment
              </Button>
            </div>
          </>
        )}
      </Show>
    </form>
  );
}

function PreviewButton(props: { busy: boolean; disabled: boolean }) {
  return (
    <Button type="submit" variant="primary" class="self-start" busy={props.busy} disabled={props.disabled}>
      See what changes
    </Button>
  );
}
