import { A, useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { changeDraft, draft } from "./draft.ts";
import { focusWhenThere } from "./focus-when-there.ts";
import { StepDoor } from "./step-door.tsx";

/** What the agency is called. */
export function CompanyStep() {
  const navigate = useNavigate();
  const [tried, setTried] = createSignal(false);
  const goOn = () => {
    setTried(true);
    if (draft().company.trim() !== "") navigate("/start/owner");
  };
  return (
    <StepDoor
      step="company"
      title="Start your agency"
      text="A place of your own to open accounts for your clients. Five short steps, 14 days free, no card."
    >
      <form
        class="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <TextField
          label="Company"
          name="company"
          autocomplete="organization"
          maxLength={120}
          required
          ref={focusWhenThere}
          value={draft().company}
          onInput={(company) => changeDraft({ company })}
          error={tried() && draft().company.trim() === "" ? "Say what your company is called." : undefined}
        />
        <Button type="submit" variant="primary" class="h-10">
          Continue
        </Button>
        <p class="text-13 text-ink-2">
          You have an account?{" "}
          <A href="/sign-in" class="font-medium text-accent-ink hover:underline">
            Sign in
          </A>
        </p>
      </form>
    </StepDoor>
  );
}
