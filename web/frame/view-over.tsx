import { currentView, leaveView } from "../rest/view.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** This tab's view through another's eyes is over: nothing on the page works any more, and there is one way on. */
export default function ViewOver() {
  const view = currentView();
  return (
    <Dialog
      open
      onClose={leaveView}
      title="This view has ended"
      description={
        view === undefined
          ? undefined
          : `You are no longer viewing ${view.tenant.name} as ${view.user.name}: its time is over, or somebody ended it.`
      }
      footer={
        <Button variant="primary" onClick={leaveView}>
          Be yourself again
        </Button>
      }
    />
  );
}
