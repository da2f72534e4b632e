// Package invest answers where one more person who knows the code pays most: areas
// that change and hang on one person or on nobody, and who could learn each by when.
package invest

import (
	"cmp"
	"slices"
	"time"

	"plumbline/history"
	"plumbline/history/couple"
	"plumbline/history/know"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/away"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/who"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer names the areas, those where it pays most first.
type Answer struct {
	answer.Head
	Items []Item `json:"items"`
}

// Item is one area.
type Item struct {
	Repository string              `json:"repository"`
	Area       string              `json:"area"`
	Lines      int                 `json:"lines"`
	Knowers    []answer.Person     `json:"knowers"` // one or none
	Changes    int                 `json:"changes"` // in the last half year
	Reason     statement.Statement `json:"reason"`
	Learners   []away.Candidate    `json:"learners"` // at most three, nearest first
	pays       float64
}

// Most is how many areas are named.
const Most = 10

const half = 182 * 24 * time.Hour

// Ask looks at everything the viewer may see. An area pays by how much it changes and
// how much of the source it holds, twice when nobody knows it.
func Ask(w *world.World, v *snapshot.View) *Answer {
	names := world.NamesFor(v)
	a := &Answer{Items: []Item{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "invest", record.DateOf(w.Now), w.Now, w.Facts()
	for _, r := range w.Repos {
		changes, samples := lately(r)
		for i := range r.Areas {
			if it, ok := item(r, names, i, changes[i], samples[i]); ok {
				a.Items = append(a.Items, it)
			}
		}
	}
	slices.SortStableFunc(a.Items, func(x, y Item) int { return cmp.Compare(y.pays, x.pays) })
	a.Items = a.Items[:min(len(a.Items), Most)]
	for i := range a.Items {
		a.Items[i].learners(w, names)
	}
	if a.Headline = a.headline(); len(w.Repos) == 0 {
		a.Headline = w.Missing()[0]
	}
	return a
}

func item(r *world.Repo, names *world.Names, area, changes int, samples []statement.Fact) (Item, bool) {
	knowers := r.Know.Knowers(area)
	src := &r.Areas[area]
	if len(knowers) > 1 || src.Lines == 0 || changes == 0 && len(knowers) == 0 && src.Lines < 200 {
		return Item{}, false
	}
	it := Item{Repository: r.Title, Area: src.Name, Lines: src.Lines, Knowers: []answer.Person{}, Changes: changes, Learners: []away.Candidate{}}
	args := []statement.Arg{statement.N("n", changes), statement.N("lines", src.Lines)}
	it.pays = float64(changes) + 40*float64(src.Lines)/float64(max(r.Source(), 1))
	if len(knowers) == 0 {
		it.pays *= 2
		it.Reason = statement.New("invest.nobody", args...).On(samples...)
		return it, true
	}
	who := names.Person(r, knowers[0].Person)
	it.Knowers = append(it.Knowers, who)
	it.Reason = statement.New("invest.single", append(args, who.Arg("person"))...).On(samples...)
	return it, true
}

// lately counts the changes to each area in the last half year, with samples.
func lately(r *world.Repo) ([]int, [][]statement.Fact) {
	changes, samples := make([]int, len(r.Areas)), make([][]statement.Fact, len(r.Areas))
	for i, a := range r.Touched(r.AsOf().Add(-half)) {
		if changes[a]++; len(samples[a]) < 3 {
			samples[a] = append(samples[a], r.Commit(i))
		}
	}
	return changes, samples
}

// learners names who could come to know the area: those who touched it, else those who
// know the area that changes with it most.
func (it *Item) learners(w *world.World, names *world.Names) {
	i := slices.IndexFunc(w.Repos, func(r *world.Repo) bool { return r.Title == it.Repository })
	r := w.Repos[i]
	area := slices.IndexFunc(r.Areas, func(a history.Area) bool { return a.Name == it.Area })
	near := slices.DeleteFunc(r.Know.Holders(area), func(h know.Holder) bool { return h.Knows || !h.Active })
	for _, h := range near[:min(3, len(near))] {
		it.Learners = append(it.Learners, away.Candidate{Person: names.Person(r, h.Person), Reason: who.Reason(r, h), Soon: who.Soon(r, area, h.Person)})
	}
	if len(it.Learners) == 0 {
		it.neighbours(r, names, area)
	}
}

func (it *Item) neighbours(r *world.Repo, names *world.Names, area int) {
	for _, p := range couple.Areas(r.Repository, couple.Options{Since: r.AsOf().AddDate(-1, 0, 0), ByKey: true}) {
		other := p.A
		if p.A == area {
			other = p.B
		}
		if p.A != area && p.B != area {
			continue
		}
		for _, h := range r.Know.Knowers(other) {
			if h.Active && len(it.Learners) < 3 && !slices.ContainsFunc(r.Know.Knowers(area), func(k know.Holder) bool { return k.Person == h.Person }) {
				s := statement.New("invest.neighbour", statement.InArea("area", r.Areas[other].Name), statement.N("n", p.Shared)).On(r.Hashes(h.Samples)...)
				it.Learners = append(it.Learners, away.Candidate{Person: names.Person(r, h.Person), Reason: s, Soon: who.Soon(r, area, h.Person)})
			}
		}
		if len(it.Learners) > 0 {
			return
		}
	}
}

func (a *Answer) headline() statement.Statement {
	switch {
	case len(a.Items) == 0:
		return statement.New("invest.fine").At(statement.Good)
	}
	first := a.Items[0]
	area := statement.InArea("area", first.Area)
	if len(first.Learners) == 0 {
		return statement.New("invest.nobody-near", area).At(statement.Warn).On(first.Reason.Evidence...)
	}
	return statement.New("invest.first", area, first.Learners[0].Person.Arg("person")).At(statement.Warn).On(first.Reason.Evidence...)
}
