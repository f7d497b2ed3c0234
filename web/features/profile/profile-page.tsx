import { createSignal, Match, Show, Switch } from "solid-js";
import type { Profile } from "../../../schema/contracts/users.ts";
import { getProfile, updateProfile } from "../../rest/profile.ts";
import { useMe } from "../../stores/session.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { AddressCard } from "./address-card.tsx";
import { PasswordCard } from "./password-card.tsx";

/** The person's own name, address and password: the same in every account. */
export default function ProfilePage() {
  const profile = useRead(() => ({ queryKey: ["me", "profile"], queryFn: ({ signal }) => getProfile(signal) }));
  return (
    <Page title="Profile" text="Yours alone, and the same in every account you work in." narrow>
      <Switch fallback={<ProfileSkeleton />}>
        <Match when={profile.data}>
          {(known) => (
            <div class="flex flex-col gap-5">
              <NameCard profile={known()} onChanged={() => void profile.refetch()} />
              <AddressCard profile={known()} onChanged={() => void profile.refetch()} />
              <PasswordCard email={known().email} />
            </div>
          )}
        </Match>
        <Match when={profile.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void profile.refetch()} retrying={profile.isFetching} />
          )}
        </Match>
      </Switch>
    </Page>
  );
}

function NameCard(props: { profile: Profile; onChanged: () => void }) {
  const me = useMe();
  const [name, setName] = createSignal(props.profile.name);
  const form = createSubmission();
  const save = async () => {
    if (!(await form.submit(() => updateProfile({ name: name() })))) return;
    toast("Your name is saved.");
    props.onChanged();
    void me.refetch();
  };
  return (
    <Card title="Name" text="How colleagues see you, and who stands on what you do.">
      <form
        class="flex max-w-100 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label="Your name"
          name="name"
          autocomplete="name"
          required
          maxlength={120}
          value={name()}
          onInput={setName}
          error={form.error()?.forField("name")}
        />
        <FormError error={form.error()} fields={["name"]} />
        <Show when={name().trim() !== props.profile.name}>
          <div>
            <Button type="submit" variant="primary" busy={form.busy()}>
              Save the name
            </Button>
          </div>
        </Show>
      </form>
    </Card>
  );
}

function ProfileSkeleton() {
  return (
    <div class="flex flex-col gap-5" aria-busy="true">
      <span class="sr-only" role="status">
        Loading your profile
      </span>
      <Skeleton class="h-36" />
      <Skeleton class="h-28" />
      <Skeleton class="h-28" />
    </div>
  );
}
