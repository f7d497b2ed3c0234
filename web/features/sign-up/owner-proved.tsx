import { Button, ButtonLink } from "../../ui/button.tsx";
import { changeDraft, draft } from "./draft.ts";
import { StepDoor } from "./step-door.tsx";

/** Whoever comes back to a step that is done. */
export function OwnerProved() {
  return (
    <StepDoor
      step="owner"
      title="That is you"
      text={
        <>
          {draft().name}, and <strong class="font-semibold text-ink">{draft().email}</strong> is confirmed.
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <ButtonLink href="/start/address" variant="primary" class="h-10">
          Continue
        </ButtonLink>
        <Button onClick={() => changeDraft({ signUp: "", proved: false })}>Be somebody else</Button>
        <ButtonLink href="/start/company">Back</ButtonLink>
      </div>
    </StepDoor>
  );
}
