package load

import (
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/sim"
)

// together writes one-on-ones with their talks, agenda and private notes.
func (l *loader) together() {
	for i := range l.o.OneOnOnes {
		l.oneOnOne(&l.o.OneOnOnes[i])
	}
	for _, b := range l.o.Balances {
		l.add("balance", "", &grow.Balance{Person: l.person[b.Person], Technical: record.Share(b.Technical), Note: record.Prose(b.Note)})
	}
}

func (l *loader) oneOnOne(o *sim.OneOnOne) {
	lead, person := l.person[o.Lead], l.person[o.Person]
	between := []record.Ref{lead, person}
	series := l.add("one_on_one", "", &grow.OneOnOne{Lead: lead, Person: person, Every: o.Every, Next: day(o.Next), State: "active", About: record.Prose(o.About)})
	var talks []record.Ref
	for _, t := range o.Talks {
		talks = append(talks, l.add("conversation", "", &grow.Conversation{Series: series, Between: between, On: day(t.On), Notes: record.Prose(t.Notes)}))
	}
	for _, p := range o.Points {
		b := &grow.TalkingPoint{Base: base(p.Title), Series: series, Between: between, By: l.person[p.By], Raised: day(p.Raised), State: p.State, Due: day(p.Due)}
		if p.Talk >= 0 {
			b.Talk = talks[p.Talk]
		}
		if p.Owner >= 0 {
			b.Owner = l.person[p.Owner]
		}
		l.add("talking_point", "", b)
	}
	for _, n := range o.Notes {
		about := lead
		if n.Author == o.Lead {
			about = person
		}
		l.add("private_note", "", &grow.PrivateNote{Author: l.person[n.Author], Series: series, About: about, On: day(n.On), Text: record.Prose(n.Text)})
	}
}
