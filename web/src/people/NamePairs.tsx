import { useQueryClient } from "@tanstack/react-query";
import type { NamePair } from "../api/answers";
import { apply, undo } from "../api/edits";
import type { Change } from "../api/types";
import { Said, WhyWord } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { say, sayFailure } from "../shell/toasts";
import { Block } from "../ui/bits";
import { Button } from "../ui/Button";
import { Bar } from "../ui/bits";

/** Names that look like one person, one asked at a time: y says they are, n that they are two. */
export function NamePairs({ pairs }: { pairs: NamePair[] | undefined }) {
  const client = useQueryClient();
  const first = pairs?.[0];
  const settle = async (changes: Change[], said: string) => {
    try {
      const done = await apply(client, { changes });
      say({ text: said, level: "good", undo: () => undo(client, done.change_id) });
    } catch (error) {
      sayFailure(error, "Settling the names");
    }
  };
  const yes = () => first && void settle(first.confirm, "One person, from the next reading on.");
  const no = () => first && void settle(first.deny, "Two people; nobody is asked again.");
  useKeys(first ? [{ keys: "y", label: "One person", run: yes }, { keys: "n", label: "Two people", run: no }] : []);
  if (!first || !pairs) return null;
  return (
    <div style={{ maxWidth: 640, paddingBottom: 24 }}>
      <Block title={pairs.length === 1 ? "One person?" : `One person? ${pairs.length} to settle`}>
        <p style={{ overflowWrap: "anywhere" }}>
          <Said statement={first.said} />{" "}
          <span className="quiet">
            <Said statement={first.reason} /> <WhyWord statement={first.reason} />
          </span>
        </p>
        <br />
        <Bar>
          <Button hint="y" onClick={yes}>
            One person
          </Button>
          <Button hint="n" onClick={no}>
            Two people
          </Button>
        </Bar>
      </Block>
    </div>
  );
}
