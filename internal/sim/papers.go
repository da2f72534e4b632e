package sim

import (
	"fmt"
	"strings"
)

// papers writes the files with a fixed text: a README, who owns what, who is who, and
// decision records of both usual shapes. Among the owners are somebody who left long
// ago and somebody who does not know the path; one decision is still proposed, one
// names a path that is gone.
func (o *Organisation) papers() []Document {
	at := func(percent int) Document {
		d := Document{At: o.WeekStart(o.Weeks()*percent/100).AddDate(0, 0, 1).Add(10 * 60 * 60e9), Person: o.someoneAt(o.Weeks() * percent / 100)}
		return d
	}
	put := func(percent int, path, subject, text string) Document {
		d := at(percent)
		d.Path, d.Subject, d.Text = path, subject, text
		return d
	}
	out := []Document{
		put(0, "README.md", "Say what this is", "# "+o.Name+"\n\nTakes payments, keeps the books, pays merchants.\nOne directory for each part; see docs/ for why things are as they are.\n"),
		put(8, "docs/adr/0001-record-architecture-decisions.md", "Record decisions", adr(1, "Record architecture decisions", "Accepted", "We forget why things are as they are.", "Each decision that is hard to undo gets a short record here.")),
		put(20, "docs/adr/0002-keep-money-in-minor-units.md", "Keep money in minor units", adr(2, "Keep money in minor units", "Accepted", "Fractions of a cent were lost twice.", "Amounts are whole minor units with a currency.")),
		put(30, "CODEOWNERS", "Say who owns what", o.codeowners()),
		put(35, "docs/decisions/0003-one-store-for-events.md", "Decide on one store for events", madr("One store for events", "accepted", "Events lie in three stores.", []string{"One table", "A log server"}, "One table", o.gonePath())),
		put(70, ".mailmap", "Say who is who", o.mailmap()),
		put(86, "docs/decisions/0004-queue-for-settlement-events.md", "Propose a queue", madr("Queue for settlement events", "proposed", "Settlement must survive a restart without losing an event.", []string{"Kafka", "PostgreSQL + River", "NATS JetStream"}, "", "")),
	}
	return out
}

func (o *Organisation) someoneAt(week int) int {
	for i := len(o.People) - 1; i >= 0; i-- {
		if o.ActiveAt(i, week) && !o.People[i].Newcomer {
			return i
		}
	}
	return 0
}

// gonePath is a directory that was renamed away, or a file that never stayed.
func (o *Organisation) gonePath() string {
	for _, a := range o.Areas {
		if a.Was != "" {
			return a.Was + "/events"
		}
	}
	return o.Areas[0].Dir + "/legacy/events.go"
}

// codeowners names for each area who made most of it when the file was written. So
// it names some who left, and for the second area somebody who does not know it.
func (o *Organisation) codeowners() string {
	var b strings.Builder
	b.WriteString("# Who is asked for a review\n")
	for i, a := range o.Areas {
		fmt.Fprintf(&b, "/%s/ %s\n", a.Dir, o.Owner(i))
	}
	return b.String()
}

// Owner is how CODEOWNERS names the owner of an area: an address or a forge login.
func (o *Organisation) Owner(area int) string {
	p := &o.People[o.OwnerOf(area)]
	for _, id := range p.Identities {
		if strings.Contains(id.Email, "noreply") {
			return "@" + p.Login
		}
	}
	return p.Identities[0].Email
}

// OwnerOf is whom CODEOWNERS names for an area.
func (o *Organisation) OwnerOf(area int) int {
	if area == 1 {
		for i := o.Active - 1; i >= 0; i-- {
			if !o.worked(i, area) && !o.People[i].Newcomer {
				return i
			}
		}
	}
	stints := o.Areas[area].Stints
	best := 0
	for i, s := range stints {
		if s.From < stints[best].From {
			best = i
		}
	}
	return stints[best].Person
}

func (o *Organisation) worked(person, area int) bool {
	for _, s := range o.Areas[area].Stints {
		if s.Person == person {
			return true
		}
	}
	return false
}

// mailmap joins the spellings of every fourth person that has several: the others
// are left for the reader to find.
func (o *Organisation) mailmap() string {
	var b strings.Builder
	for i, p := range o.People {
		if i%4 != 0 {
			continue
		}
		for _, id := range p.Identities[1:] {
			fmt.Fprintf(&b, "%s <%s> %s <%s>\n", p.Identities[0].Name, p.Identities[0].Email, id.Name, id.Email)
		}
	}
	if b.Len() == 0 {
		b.WriteString("# Nobody yet\n")
	}
	return b.String()
}

func adr(n int, title, status, context, decision string) string {
	return fmt.Sprintf("# %d. %s\n\n## Status\n\n%s\n\n## Context\n\n%s\n\n## Decision\n\n%s\n\n## Consequences\n\nNew work follows this; old work is changed when it is touched.\n", n, title, status, context, decision)
}

func madr(title, status, context string, options []string, chosen, path string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nstatus: %s\n---\n# %s\n\n## Context and Problem Statement\n\n%s\n\n## Considered Options\n\n", status, title, context)
	for _, opt := range options {
		fmt.Fprintf(&b, "* %s\n", opt)
	}
	if chosen != "" {
		fmt.Fprintf(&b, "\n## Decision Outcome\n\nChosen option: \"%s\", because it is the least we must run.\n", chosen)
	}
	if path != "" {
		fmt.Fprintf(&b, "\n### Confirmation\n\nAll events are written in `%s`.\n", path)
	}
	return b.String()
}
