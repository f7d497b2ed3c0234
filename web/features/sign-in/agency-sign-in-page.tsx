import { A, useSearchParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { beginProviderSignIn, getProviderOffer } from "../../rest/provider-sign-in.ts";
import { remembered } from "../../stores/remembered.ts";
import { createSubmission } from "../../stores/submission.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Door } from "../door/door.tsx";
import { Refusal } from "../door/refusal.tsx";
import { keepReturn } from "./provider-return.ts";

const [lastAgency, rememberAgency] = remembered<string>(
  "last-agency",
  "",
  (value): value is string => typeof value === "string",
);

/** Signing in with an agency's own provider: by a link that names the agency, or by typing its address. */
export default function AgencySignInPage() {
  const [search] = useSearchParams<{ agency?: string; return?: string }>();
  const [agency, setAgency] = createSignal(search.agency ?? lastAgency());
  const form = createSubmission();
  const offer = useRead(() => ({
    queryKey: ["provider-offer", search.agency],
    queryFn: ({ signal }) => getProviderOffer(search.agency ?? "", signal),
    enabled: search.agency !== undefined,
    retry: false,
  }));
  const leave = () =>
    form.submit(async () => {
      const { url } = await beginProviderSignIn(agency());
      rememberAgency(agency().trim().toLowerCase());
      keepReturn(search.return);
      location.assign(url);
    });
  return (
    <Door
      title="Sign in with your agency"
      tab="Sign in"
      text="Where your agency has a sign-in of its own, you need no password here."
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void leave();
        }}
      >
        <Show
          when={offer.data}
          fallback={
            <TextField
              label="Your agency's address"
              help="A short name, such as northlight. Your administrator knows it."
              name="agency"
              autocapitalize="none"
              spellcheck={false}
              required
              autofocus
              value={agency()}
              onInput={setAgency}
              error={form.error()?.forField("agency")}
            />
          }
        >
          {(known) => <p class="text-ink-2">You go on at {known().name}, and come back.</p>}
        </Show>
        <Refusal error={form.error()?.forField("agency") ? undefined : form.error()} />
        <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
          <Show when={form.wait.seconds() > 0} fallback={`Continue with ${offer.data?.name ?? "your agency"}`}>
            Try again in {form.wait.text()}
          </Show>
        </Button>
        <A
          href="/sign-in"
          class="inline-flex min-h-8 items-center text-13 font-medium text-accent-ink hover:underline max-narrow:min-h-11"
        >
          Use your password instead
        </A>
      </form>
    </Door>
  );
}
