import { Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { type Asked, usePaper } from "./usePaper";

/** Copy, save and print. What was changed and not kept is not on the server yet, so it has to be kept first. */
export function Outside({ asked, name, changed = false }: { asked: Asked; name: string; changed?: boolean }) {
  const { copy, html, print } = usePaper(asked, name);
  const why = changed ? "Keep the report first: it has words of yours" : undefined;
  return (
    <Push>
      <Button hint="m" disabled={changed} title={why} onClick={() => void copy()}>
        Copy as Markdown
      </Button>
      <Button hint="h" disabled={changed} title={why} onClick={() => void html()}>
        Save as HTML
      </Button>
      <Button onClick={print}>Print</Button>
    </Push>
  );
}
