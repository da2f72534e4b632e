import { Link } from "@tanstack/react-router";
import { BookOpen, CircleCheck, Compass, Menu, Search, SlidersHorizontal, Sprout, Target, Waypoints } from "lucide-react";
import { Fragment } from "react";
import type { Session } from "../api/types";
import { count } from "../ui/units";
import { Mark } from "../ui/Mark";
import type { Duty, Place } from "./rooms";
import css from "./shell.module.css";

const icons: { [duty: string]: typeof Search } = {
  today: CircleCheck,
  deliver: Waypoints,
  decide: Compass,
  guide: BookOpen,
  grow: Sprout,
  align: Target,
  settings: SlidersHorizontal,
};

export interface NavProps {
  duties: Duty[];
  duty?: Duty | undefined;
  place?: Place | undefined;
  session: Session;
  live: string;
  ask: () => void;
}


function DutyItem({ one, open, place }: { one: Duty; open: boolean; place: Place | undefined }) {
  const here = open && one.places.length === 0;
  return (
    <Fragment>
      <Link to={one.to} className={css.item} data-here={here || undefined} data-open={open || undefined}>
        {one.label}
      </Link>
      {open && one.places.length > 0 && (
        <div className={css.sub}>
          {one.places.map((sub) => (
            <Link key={sub.id} to={sub.to} className={css.item} data-here={sub.id === place?.id || undefined}>
              {sub.label}
            </Link>
          ))}
        </div>
      )}
    </Fragment>
  );
}

export function DutyList({ duties, duty, place }: Pick<NavProps, "duties" | "duty" | "place">) {
  return (
    <nav aria-label="Duties">
      {duties.map((one) => (
        <DutyItem key={one.id} one={one} open={one.id === duty?.id} place={place} />
      ))}
    </nav>
  );
}

export function SideNav({ ask, session, live, ...rest }: NavProps) {
  const { organisation } = session;
  return (
    <aside className={css.side}>
      <Link to="/" className={css.brand}>
        <Mark /> Plumbline
      </Link>
      <button type="button" className={css.ask} onClick={ask}>
        Search or ask… <kbd>Ctrl K</kbd>
      </button>
      <DutyList {...rest} />
      <div className={css.foot}>
        <span>
          {organisation.name}
          {organisation.people ? ` · ${count(organisation.people, "person", "people")}` : ""}
        </span>
        <span className={css.footRow}>
          {session.person?.title ?? ""} <span>{live}</span>
        </span>
      </div>
    </aside>
  );
}

export function TopBar({ ask }: { ask: () => void }) {
  return (
    <div className={css.top}>
      <Link to="/" className={css.brand}>
        <Mark /> Plumbline
      </Link>
      <button type="button" className={css.icon} onClick={ask} aria-label="Search or ask">
        <Search size={19} />
      </button>
    </div>
  );
}

/** The phone's navigation: the first four duties, and the rest behind "More". */
export function BottomNav({ duties, duty, more }: { duties: Duty[]; duty?: Duty | undefined; more: () => void }) {
  return (
    <nav className={css.bottom} aria-label="Duties">
      {duties.slice(0, 4).map((one) => {
        const Icon = icons[one.id] ?? Compass;
        return (
          <Link key={one.id} to={one.to} data-here={one.id === duty?.id || undefined}>
            <Icon size={18} aria-hidden="true" />
            {one.label}
          </Link>
        );
      })}
      <button type="button" onClick={more}>
        <Menu size={18} aria-hidden="true" />
        More
      </button>
    </nav>
  );
}
