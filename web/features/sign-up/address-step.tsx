import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { SLUG_PATTERN } from "../../../schema/slug-from-name.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { slugAnswer } from "../slugs/slug-answer.ts";
import { SlugField } from "../slugs/slug-field.tsx";
import { changeDraft, draft, draftSlug } from "./draft.ts";
import { focusWhenThere } from "./focus-when-there.ts";
import { StepDoor } from "./step-door.tsx";

/** The subdomain: proposed from the company's name, and told at once whether it can be had. */
export function AddressStep() {
  const navigate = useNavigate();
  const [tried, setTried] = createSignal(false);
  const [emptied, setEmptied] = createSignal(false);
  const slug = () => (emptied() ? "" : draftSlug(draft()));
  const answer = slugAnswer(slug);
  const goOn = () => {
    setTried(true);
    if (SLUG_PATTERN.test(slug()) && answer()?.free !== false) navigate("/start/plan");
  };
  return (
    <StepDoor step="address" title="Choose your address" text="People of your agency find it under this name.">
      <form
        class="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <SlugField
          label="Subdomain"
          help="3 to 40 lower-case letters, digits or inner hyphens."
          whole
          value={slug()}
          onInput={(typed) => {
            setEmptied(typed === "");
            changeDraft({ slug: typed });
          }}
          answer={answer()}
          missing={tried() || emptied() ? "Choose 3 to 40 lower-case letters, digits or inner hyphens." : undefined}
          ref={focusWhenThere}
        />
        <Button type="submit" variant="primary" class="h-10" disabled={answer()?.free === false}>
          Continue
        </Button>
        <ButtonLink href="/start/owner">Back</ButtonLink>
      </form>
    </StepDoor>
  );
}
