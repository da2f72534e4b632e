package past

import (
	"fmt"
	"strings"
	"time"

	"plumbline/internal/sim"
)

// beginnings writes the manifests and each area's first files, by those who were
// there at the start.
func (t *teller) beginnings() {
	at := t.o.Start.Add(7 * time.Hour)
	first := t.o.People[0].From
	who := 0
	for i := range t.o.People {
		if t.o.People[i].From < first || t.o.People[i].From == 0 && t.o.People[who].From > 0 {
			who = i
		}
	}
	e := t.commit(Root, at, -1, who, "")
	e.Subject = "Begin"
	t.add(e)
	for a := range t.o.Areas {
		at = at.Add(11 * time.Minute)
		p := t.worker(0, a)
		if p < 0 {
			p = max(t.somebody(0), 0)
		}
		e := t.commit(Found, at.In(t.zones[p]), a, p, "")
		e.Subject = "Begin " + t.o.Areas[a].Key
		t.add(e)
	}
}

// guests are people who change something once or twice in an area that is not theirs.
func (t *teller) guests(w int) {
	for range sim.Poisson(t.r, 0.06*float64(t.o.Active)*t.heat[w]) {
		p, a := t.somebody(w), t.r.IntN(len(t.o.Areas))
		if p < 0 || t.works(p, a) || t.visits[[2]int{p, a}] >= 2 {
			continue
		}
		if at, ok := t.moment(p, w); ok {
			t.visits[[2]int{p, a}]++
			e := t.commit(Visit, at, a, p, "")
			e.N = 1
			t.review(&e, a)
			e.CoAuthors = nil
			t.add(e)
		}
	}
}

func (t *teller) works(person, area int) bool {
	for _, s := range t.o.Areas[area].Stints {
		if s.Person == person {
			return true
		}
	}
	return false
}

// coupled changes both files of a pair, by somebody of one side or the other.
func (t *teller) coupled(w int) {
	for i, p := range t.o.Pairs {
		for range sim.Poisson(t.r, p.Rate*t.heat[w]) {
			t.once(Coupled, w, p.Areas[t.r.IntN(2)], i, "Keep the contract of "+t.o.Areas[p.Areas[0]].Key+" and "+t.o.Areas[p.Areas[1]].Key)
		}
	}
}

// growth changes the hotspot: now and then at first, in eight of a hundred changes of
// the whole team at the end.
func (t *teller) growth(w int) {
	h := t.o.Hotspot
	rate := max(0.2, 0.01*t.pace)
	if w >= h.From {
		rate = max(0.4, 0.02*t.pace) + 0.06*t.pace*float64(w-h.From)/float64(t.o.Weeks()-h.From)
	}
	for range sim.Poisson(t.r, rate) {
		t.once(Growth, w, h.Area, 0, "Extend the flow")
	}
}

// once is one planted commit by somebody who works on the area.
func (t *teller) once(k Kind, w, area, n int, subject string) {
	p := t.worker(w, area)
	if p < 0 {
		return
	}
	if at, ok := t.moment(p, w); ok {
		e := t.commit(k, at, area, p, "")
		t.key++
		e.Key = fmt.Sprintf("CORE-%d", t.key)
		e.N, e.Subject = n, prefix(e.Key, subject)
		t.review(&e, area)
		t.add(e)
	}
}

// generated runs a generator in every fourth area, monthly, by somebody who works
// elsewhere; in the first area in TypeScript a library is copied in twice a year.
func (t *teller) generated(w, area int) {
	if area%4 == 1 && w%4 == 2 {
		t.stranger(Generated, w, area, "Run the generator for "+t.o.Areas[area].Key)
	}
	if w%26 == 9 && t.o.Areas[area].Language == "ts" && area < 6 {
		t.stranger(Vendored, w, area, "Update the copied chart library")
	}
}

func (t *teller) stranger(k Kind, w, area int, subject string) {
	for range t.o.Active {
		p := (area*7 + t.r.IntN(2)) % t.o.Active
		if t.works(p, area) || !t.o.ActiveAt(p, w) || t.o.People[p].Newcomer {
			p = t.somebody(w)
		}
		if p < 0 || t.works(p, area) {
			continue
		}
		if at, ok := t.moment(p, w); ok {
			e := t.commit(k, at, area, p, "")
			e.Subject = subject
			t.add(e)
			return
		}
	}
}

// bumps lets the bot raise a version once or twice a week.
func (t *teller) bumps(w int) {
	for i := range 1 + t.r.IntN(2) {
		at := t.o.WeekStart(w).Add(time.Duration(5*60+i*13+t.r.IntN(5*24*60)) * time.Minute)
		e := Event{Kind: Bump, At: at, Author: len(t.o.People), Area: -1, N: t.r.IntN(1000)}
		e.Subject = "Bump a dependency"
		t.add(e)
	}
}

// masses are the changes that touch everything, and the renaming of directories.
func (t *teller) masses(w int) {
	tuesday := t.o.WeekStart(w).AddDate(0, 0, 1)
	for i, f := range t.o.Reformats {
		if f.Week != w {
			continue
		}
		at, _ := t.hour(f.Person, tuesday)
		if at.IsZero() {
			at = tuesday.Add(9 * time.Hour)
		}
		e := t.commit(Mass, at, -1, f.Person, "")
		e.N, e.Subject = i, []string{"Format all sources", "Add a licence line to all sources"}[i%2]
		t.add(e)
		if f.Listed {
			e.Kind, e.At, e.Subject = Ignore, at.Add(25*time.Minute), "Ignore the mass change in blame"
			t.add(e)
		}
	}
	for i, a := range t.o.Areas {
		if a.Was != "" && a.Renamed == w {
			p := max(t.worker(w, i), 0)
			e := t.commit(MoveAll, tuesday.Add(14*time.Hour), i, p, "")
			e.Subject = "Rename " + a.Was + " to " + a.Dir
			t.add(e)
		}
	}
}

// tasks names the tasks that no commit named by chance in one commit of who did it.
func (t *teller) tasks() {
	for _, k := range t.o.Tasks {
		if k.By < 0 || k.Started.IsZero() || t.named[k.Key] || !t.o.Knows(k.By, k.Area) {
			continue
		}
		at := k.Ended
		if at.IsZero() || at.After(t.o.End()) {
			at = t.o.End().Add(-time.Hour)
		}
		e := t.commit(Work, at.Add(-time.Minute).In(t.zones[k.By]), k.Area, k.By, k.Key)
		t.review(&e, k.Area)
		t.add(e)
	}
}

// newcomers make their first changes in the last ten days, one an area.
func (t *teller) newcomers() {
	for p := range t.o.Active {
		if !t.o.People[p].Newcomer {
			continue
		}
		for i := range min(3, len(t.o.Areas)) {
			at, ok := t.hour(p, sim.Workday(t.o.Today.AddDate(0, 0, -9+3*i)))
			if ok {
				e := t.commit(Visit, at, (p+5*i)%len(t.o.Areas), p, "")
				e.N = 1
				t.add(e)
			}
		}
	}
}

// forgotten are the branches nobody merged.
func (t *teller) forgotten() {
	for _, b := range t.o.Branches {
		t.branch++
		for i := range b.Commits {
			step := b.Tip.Sub(b.Fork) * time.Duration(i+1) / time.Duration(b.Commits)
			e := t.commit(Work, b.Fork.Add(step).In(t.zones[b.Person]), b.Area, b.Person, "")
			e.Branch, e.Name = t.branch, b.Name
			t.add(e)
		}
	}
}

func (t *teller) papers() {
	for i, d := range t.o.Documents {
		e := t.commit(Paper, d.At.In(t.zones[d.Person]), -1, d.Person, "")
		e.N, e.Subject = i, d.Subject
		t.add(e)
	}
}

// releases tags the default branch in its rhythm; the newest tag is older than that
// by as much as the release is overdue. Some changes right after a tag are taken back.
func (t *teller) releases() {
	rel := t.o.Releases
	if rel.Every <= 0 {
		return
	}
	last := t.o.Today.AddDate(0, 0, -rel.Every-rel.Overdue).Add(15 * time.Hour)
	n := int(last.Sub(t.o.Start).Hours()/24) / rel.Every
	for k := range n {
		at := last.AddDate(0, 0, -rel.Every*(n-1-k))
		name := fmt.Sprintf("v1.%d.0", k)
		t.add(Event{Kind: Release, At: at, Author: len(t.o.People) + 1, Area: -1, Name: name, Subject: "Release " + name})
		if i := k - n + len(rel.Reverts); i >= 0 {
			for j := range int(rel.Reverts[i] + 0.5) {
				p := max(t.somebody(t.weekOf(at)), 0)
				e := t.commit(Revert, at.Add(time.Duration(17+13*j)*time.Hour).In(t.zones[p]), -1, p, "")
				t.add(e)
			}
		}
	}
}

// reverts finds for each revert the last ordinary change before it whose area nobody
// touched since, and drops the revert when there is none among the last sixty events.
func (t *teller) reverts() []Event {
	out := t.out[:0:0]
	for _, e := range t.out {
		if e.Kind == Revert {
			i := target(out)
			if i < 0 {
				continue
			}
			out[i].Reverted = true
			e.Target, e.Area = i, out[i].Area
			e.Author, e.Identity = out[i].Author, out[i].Identity
			e.Key = out[i].Key
			e.Subject = "Revert \"" + strings.TrimSpace(out[i].Subject) + "\""
		}
		out = append(out, e)
	}
	return out
}

func target(past []Event) int {
	touched := map[int]bool{}
	for i := len(past) - 1; i >= 0 && i > len(past)-60; i-- {
		e := &past[i]
		switch {
		case e.Kind == Mass || e.Kind == MoveAll:
			return -1
		case e.Kind == Work && e.Branch == 0 && !e.Reverted && !touched[e.Area]:
			return i
		}
		touched[e.Area] = true
	}
	return -1
}
