import { useBeforeLeave, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, lazy, onCleanup, onMount, Suspense } from "solid-js";
import { createStore } from "solid-js/store";
import { AGENT_NAME_MAX_CHARACTERS, SYSTEM_PROMPT_MAX_CHARACTERS } from "../../../schema/agent-limits.ts";
import { DEFAULT_AI_MODEL } from "../../../schema/ai-models.ts";
import type { Agent, AgentModel } from "../../../schema/contracts/agents.ts";
import { createAgent, updateAgent } from "../../rest/agents.ts";
import { ApiError } from "../../rest/client.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast } from "../../stores/toasts.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { modelWords, priceWords } from "./model-words.ts";
import { ScopeFields } from "./scope-fields.tsx";
import { refreshAgents } from "./use-agents.ts";

type Values = Pick<Agent, "name" | "systemPrompt" | "model" | "scope" | "isDefault">;
const FIELDS = ["name", "systemPrompt", "model", "scope.channels", "scope.tags", "isDefault"];
const EXAMPLE = `You answer for a bicycle workshop in the old town.

Facts: open Tuesday to Saturday, most repairs take two days.
Tone: warm, short, first names. Never promise a price; offer to check it.`;

const AgentPlayground = lazy(() => import("./agent-playground.tsx"));

/** Makes an agent, or changes one; either is tried out below it. Leaving with changes asks first. */
export function AgentForm(props: { agent: Agent | undefined; models: readonly AgentModel[] }) {
  const account = useAccount();
  const navigate = useNavigate();
  const start = valuesOf(props.agent, props.models);
  const [values, setValues] = createStore<Values>({ ...start });
  const [busy, setBusy] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const [leave, setLeave] = createSignal<() => void>();
  const changed = createMemo(() => JSON.stringify(values) !== JSON.stringify(start));
  const model = () => props.models.find(({ id }) => id === values.model);
  const refused = (field: string) => {
    const known = error();
    return known instanceof ApiError ? known.forField(field) : undefined;
  };
  let done = false;

  useBeforeLeave((event) => {
    if (done || !changed() || event.defaultPrevented) return;
    event.preventDefault();
    setLeave(() => () => event.retry(true));
  });
  const holdPage = (event: BeforeUnloadEvent): void => {
    if (!done && changed()) event.preventDefault();
  };
  onMount(() => addEventListener("beforeunload", holdPage));
  onCleanup(() => removeEventListener("beforeunload", holdPage));

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setError(undefined);
    if (busy() || values.name.trim() === "" || values.systemPrompt.length > SYSTEM_PROMPT_MAX_CHARACTERS) return;
    setBusy(true);
    try {
      const { isDefault, ...fields } = values;
      // A default is made by the new one, never unmade by the old.
      const body = { ...fields, ...(isDefault && !start.isDefault ? { isDefault } : {}) };
      const saved = props.agent
        ? await updateAgent(props.agent.id, { ...body, version: props.agent.version })
        : await createAgent(body);
      done = true;
      toast(props.agent ? `${saved.name} is saved.` : `${saved.name} can write now.`);
      await refreshAgents(account.id);
      navigate(`/a/${account.id}/agents`);
    } catch (failure) {
      setError(failure);
      // Saved again, it goes over what somebody else made of it meanwhile: that is a version, and nothing of it is lost.
      if (failure instanceof ApiError && failure.code === "conflict" && !failure.forField("name"))
        await refreshAgents(account.id);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <form
        class="grid grid-cols-[minmax(0,1fr)_22rem] items-start gap-6 max-wide:max-w-196 max-wide:grid-cols-1 max-narrow:gap-4"
        noValidate
        onSubmit={(event) => void save(event)}
      >
        <FormError error={error()} fields={FIELDS} class="col-span-full" />
        <Card>
          <div class="flex flex-col gap-5">
            <TextField
              label="Name"
              value={values.name}
              onInput={(text) => setValues("name", text)}
              error={tried() && values.name.trim() === "" ? "Give the agent a name." : refused("name")}
              maxLength={AGENT_NAME_MAX_CHARACTERS}
              autocomplete="off"
              autofocus={props.agent === undefined}
              required
            />
            <TextArea
              label="What it is told"
              value={values.systemPrompt}
              onInput={(text) => setValues("systemPrompt", text)}
              most={SYSTEM_PROMPT_MAX_CHARACTERS}
              error={
                values.systemPrompt.length > SYSTEM_PROMPT_MAX_CHARACTERS
                  ? `It can be told ${SYSTEM_PROMPT_MAX_CHARACTERS.toLocaleString()} characters. Shorten it.`
                  : refused("systemPrompt")
              }
              help="Who you are, what you offer, how you sound, what it must never say. It reads this before every conversation; customers never see it."
              placeholder={EXAMPLE}
              spellcheck
              class="max-h-[60vh] min-h-80"
            />
          </div>
        </Card>
        <div class="flex flex-col gap-4 max-narrow:gap-3">
          <Card>
            <div class="flex flex-col gap-5">
              <Select
                label="Model"
                value={values.model}
                options={props.models.map((one) => ({ value: one.id, label: modelWords(one) }))}
                onChange={(id) => setValues("model", id)}
                help={model() ? priceWords(model()!) : undefined}
                error={refused("model")}
              />
              <ScopeFields
                scope={values.scope}
                onChange={(scope) => setValues("scope", scope)}
                error={refused("scope.channels") ?? refused("scope.tags") ?? refused("scope")}
              />
              <Switch
                label="Default"
                help={
                  start.isDefault
                    ? "It writes wherever no other agent fits. To change that, make another agent the default."
                    : "It writes wherever no other agent fits, in place of the default now."
                }
                checked={values.isDefault}
                disabled={start.isDefault}
                onChange={(isDefault) => setValues("isDefault", isDefault)}
              />
            </div>
          </Card>
          <div class="flex flex-wrap justify-end gap-2 max-narrow:[&>*]:flex-1">
            <ButtonLink href={`/a/${account.id}/agents`}>Cancel</ButtonLink>
            <Button type="submit" variant="primary" busy={busy()}>
              {props.agent ? "Save" : "Create agent"}
            </Button>
          </div>
        </div>
        <ConfirmDialog
          open={leave() !== undefined}
          onClose={() => setLeave(undefined)}
          title="Leave without saving?"
          text="What you changed here is lost."
          act="Leave"
          danger
          onConfirm={() => {
            done = true;
            leave()?.();
            return Promise.resolve();
          }}
        />
      </form>
      <Suspense>
        <div class="mt-6 max-wide:max-w-196 wide:mr-94">
          <AgentPlayground draft={values} />
        </div>
      </Suspense>
    </>
  );
}

function valuesOf(agent: Agent | undefined, models: readonly AgentModel[]): Values {
  if (agent) {
    const { name, systemPrompt, model, scope, isDefault } = agent;
    return { name, systemPrompt, model, scope: { channels: [...scope.channels], tags: [...scope.tags] }, isDefault };
  }
  return {
    name: "",
    systemPrompt: "",
    model: (models.find(({ id }) => id === DEFAULT_AI_MODEL) ?? models[0])?.id ?? DEFAULT_AI_MODEL,
    scope: { channels: [], tags: [] },
    isDefault: false,
  };
}
