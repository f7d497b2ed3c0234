import { Navigate, useParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { getHealth } from "../../rest/health.ts";
import { getVisitor } from "../../rest/users.ts";
import { signOut } from "../../stores/session.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Door } from "../door/door.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { AddressStep } from "./address-step.tsx";
import { CompanyStep } from "./company-step.tsx";
import { DoneStep } from "./done-step.tsx";
import { draft, furthestStep, opened, type Step, STEPS } from "./draft.ts";
import { OwnerStep } from "./owner-step.tsx";
import { PlanStep } from "./plan-step.tsx";

/** `/start`: five steps to an agency of one's own. Each has an address, so that the browser's back and reload do what people expect. */
export default function SignUpPage() {
  const params = useParams<{ step?: string }>();
  const [stays, setStays] = createSignal(false);
  const health = useRead(() => ({
    queryKey: ["health"],
    queryFn: ({ signal }) => getHealth(signal),
    staleTime: Infinity,
  }));
  const visitor = useRead(() => ({ queryKey: ["visitor"], queryFn: ({ signal }) => getVisitor(signal), staleTime: 0 }));
  const step = (): Step => {
    if (params.step === "done") return "done";
    const wanted = STEPS.find((known) => known === params.step);
    const furthest = furthestStep(draft());
    return wanted === undefined || STEPS.indexOf(wanted) > STEPS.indexOf(furthest) ? furthest : wanted;
  };
  return (
    <Switch>
      <Match when={step() === "done"}>
        <Show when={opened() ?? visitor.data !== null} fallback={<Navigate href="/start/company" />}>
          <DoneStep />
        </Show>
      </Match>
      <Match when={health.data?.signUp === false}>
        <Closed />
      </Match>
      <Match when={!stays() && visitor.data}>
        {(known) => <SignedIn email={known().user.email} onSignedOut={() => setStays(true)} />}
      </Match>
      <Match when={params.step !== step()}>
        <Navigate href={`/start/${step()}`} />
      </Match>
      <Match when={step() === "company"}>
        <CompanyStep />
      </Match>
      <Match when={step() === "owner"}>
        <OwnerStep />
      </Match>
      <Match when={step() === "address"}>
        <AddressStep />
      </Match>
      <Match when={step() === "plan"}>
        <PlanStep />
      </Match>
    </Switch>
  );
}

function Closed() {
  return (
    <Door
      title="Accounts are opened for you"
      text="The people who run this installation open accounts themselves. Ask them for one."
    >
      <ButtonLink href="/sign-in" class="h-10 w-full">
        Go to sign-in
      </ButtonLink>
    </Door>
  );
}

function SignedIn(props: { email: string; onSignedOut: () => void }) {
  const form = createSubmission();
  return (
    <Door
      title="Start another agency?"
      text={
        <>
          You are signed in as <strong class="font-semibold text-ink">{props.email}</strong>. A new agency begins with
          an address of its own.
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Refusal error={form.error()} />
        <ButtonLink href="/" variant="primary" class="h-10">
          Go to your account
        </ButtonLink>
        <Button
          busy={form.busy()}
          onClick={() =>
            void form.submit(async () => {
              await signOut();
              props.onSignedOut();
            })
          }
        >
          Sign out and start another
        </Button>
      </div>
    </Door>
  );
}
