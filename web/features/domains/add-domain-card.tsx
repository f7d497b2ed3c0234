import { createSignal } from "solid-js";
import type { DomainUse } from "../../../schema/domain-limits.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ApiError } from "../../rest/client.ts";
import { addDomain } from "../../rest/domains.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { USE_WORDS } from "./use-words.ts";

const USES = [
  { value: "site", label: USE_WORDS.site.label },
  { value: "email", label: USE_WORDS.email.label },
] as const;

/** Adds a domain, which is then to be proved. */
export function AddDomainCard(props: { onAdded: () => void }) {
  const account = useAccount();
  const [domain, setDomain] = createSignal("");
  const [use, setUse] = createSignal<DomainUse>("site");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const refused = () => {
    const failure = error();
    return failure instanceof ApiError ? failure.forField("domain") : undefined;
  };
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || domain().trim() === "") return;
    setBusy(true);
    setError(undefined);
    try {
      const added = await addDomain(account.id, { use: use(), domain: domain() });
      setDomain("");
      toast(`${added.domain} is added. Prove that it is yours.`);
      props.onAdded();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title="Add a domain">
      <form class="flex flex-col gap-4" noValidate onSubmit={(event) => void add(event)}>
        <FormError error={error()} fields={["domain"]} />
        <div class="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-4 max-narrow:grid-cols-1">
          <Select label="For" value={use()} options={USES} onChange={setUse} help={USE_WORDS[use()].text} />
          <TextField
            label="Domain"
            value={domain()}
            onInput={(text) => {
              setError(undefined);
              setDomain(text);
            }}
            placeholder={use() === "site" ? "crm.example.com" : "example.com"}
            error={refused()}
            inputmode="url"
            autocapitalize="none"
            autocomplete="off"
            spellcheck={false}
            required
          />
        </div>
        <div>
          <Button type="submit" variant="primary" busy={busy()} disabled={domain().trim() === ""}>
            Add
          </Button>
        </div>
      </form>
    </Card>
  );
}
