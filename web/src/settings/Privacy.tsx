import { Link } from "@tanstack/react-router";
import { capital } from "../shell/rooms";
import { useHere } from "../shell/session";
import { Block } from "../ui/bits";
import css from "./settings.module.css";

/** What is kept, kind by kind, from the schema itself: what is not listed here is not kept. */
export function Privacy() {
  const { kinds, session } = useHere();
  const person = session.person;
  return (
    <div style={{ maxWidth: 860 }}>
      <Block title="Where it is">
        <p>Everything stays in the data folder or database this server was given. No page and no program of Plumbline calls another host, except the forges an admin adds. People are never ranked: no list here orders them by an amount.</p>
      </Block>
      {person && (
        <Block title="About you">
          <p>
            <Link to="/records/$kind/$id" params={{ kind: "person", id: person.key || person.id }}>
              Your record
            </Link>{" "}
            with its history. Plumbline export writes everything held about a person; an admin can erase it, which drops the content of every version.
          </p>
        </Block>
      )}
      <Block title="What is kept">
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">What for</th>
              <th scope="col">Restricted to some</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind.kind}>
                <th scope="row">
                  <Link to="/records/$kind" params={{ kind: kind.kind }}>
                    {capital(kind.plural)}
                  </Link>
                </th>
                <td>{kind.doc}</td>
                <td className="quiet">
                  {kind.fields
                    .filter((field) => field.restricted)
                    .map((field) => field.label)
                    .join(", ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Block>
    </div>
  );
}
