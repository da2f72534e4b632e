// Package decided answers what was decided and whether it still holds: for each
// decision its state as derived from its dates and links, and how firmly its scores
// name the outcome.
package decided

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/found"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer lists decisions, newest first.
type Answer struct {
	answer.Head
	Items []Item  `json:"items"`
	Found []Found `json:"found"` // decision records in repositories that no record was made of
}

// Found is a decision record that stands in a repository's tree.
type Found struct {
	Title      string              `json:"title"`
	Status     string              `json:"status"`
	Outcome    string              `json:"outcome,omitempty"`
	Repository string              `json:"repository"`
	Path       string              `json:"path"`
	Since      record.Date         `json:"since,omitempty"` // of its last change
	Gone       []string            `json:"gone"`            // paths it names that are there no more
	Statement  statement.Statement `json:"statement"`
	Evidence   []statement.Fact    `json:"evidence"`
}

// AddFound lists the decision records found in repositories beside the records, those
// left out that a listed record says it was read from. about, lower-case, narrows to
// titles and paths that hold it.
func (a *Answer) AddFound(w *world.World, v *snapshot.View, about string) {
	taken := map[string]bool{}
	for _, d := range snapshot.List[decide.Decision](v, "decision") {
		taken[place(d.Body.Source)] = d.Body.Source != ""
	}
	for _, r := range w.Repos {
		for i := range r.Decisions {
			d := &r.Decisions[i]
			if taken[place(d.Address)] || !strings.Contains(strings.ToLower(d.Title+" "+d.Path), about) {
				continue
			}
			a.Found = append(a.Found, foundOf(r, d))
		}
	}
	if len(a.Items) == 0 && len(a.Found) > 0 {
		a.Headline = statement.New("decided.in-tree", statement.N("n", len(a.Found))).On(a.Found[0].Evidence...)
	}
}

// FromTrees answers from the decision records of repositories alone.
func FromTrees(w *world.World, v *snapshot.View, about string) *Answer {
	a := &Answer{Items: []Item{}, Found: []Found{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "decided", record.DateOf(w.Now), w.Now, w.Facts()
	a.Headline = statement.New("decided.none")
	a.AddFound(w, v, about)
	if len(a.Found) == 0 {
		a.Missing = append(a.Missing, a.Headline)
	}
	return a
}

// place is an address without its commit: a file stays the same decision when the
// head moves on.
func place(address string) string {
	root, rest, _ := strings.Cut(address, "@")
	_, path, _ := strings.Cut(rest, ":")
	return root + ":" + path
}

func foundOf(r *world.Repo, d *found.Document) Found {
	status := cmp.Or(d.Status, "no status")
	args := []statement.Arg{statement.Words("title", d.Title), statement.AtPath("path", d.Path), statement.Words("status", status)}
	if d.Outcome != "" {
		args = append(args, statement.Words("outcome", d.Outcome))
	}
	f := Found{Title: d.Title, Status: d.Status, Outcome: d.Outcome, Repository: r.Title, Path: d.Path, Gone: append([]string{}, d.Gone...),
		Evidence: []statement.Fact{{Address: d.Address, Label: d.Path, When: d.Since}}}
	if !d.Since.IsZero() {
		f.Since = record.DateOf(d.Since)
	}
	f.Statement = statement.New("decided.found", args...).On(f.Evidence...)
	return f
}

// Item is one decision in the list.
type Item struct {
	answer.Rec
	Status     string              `json:"status"`
	State      string              `json:"state"` // holds, waits, overdue, expired, superseded, closed
	Statement  statement.Statement `json:"statement"`
	Outcome    string              `json:"outcome,omitempty"`
	Date       record.Date         `json:"date,omitempty"`
	Due        record.Date         `json:"due,omitempty"`
	Review     record.Date         `json:"review,omitempty"`
	Deciders   []answer.Person     `json:"deciders"`
	Supersedes []answer.Rec        `json:"supersedes"`
	Replaced   []answer.Rec        `json:"superseded_by"`
	Tasks      []answer.Rec        `json:"tasks"`
	Weighed    Sensitivity         `json:"sensitivity"`
	Source     string              `json:"source,omitempty"`
}

// Ask lists every decision the viewer may see, newest first; with match, those that
// it accepts.
func Ask(v *snapshot.View, today record.Date, match func(*record.Record) bool) *Answer {
	a := &Answer{Items: []Item{}, Found: []Found{}}
	replaced := map[record.ID][]answer.Rec{}
	all := snapshot.List[decide.Decision](v, "decision")
	for _, d := range all {
		for _, old := range d.Body.Supersedes {
			replaced[string(old)] = append(replaced[string(old)], answer.RecOf(v, "decision", d.ID))
		}
	}
	waiting, expired := 0, 0
	for i := len(all) - 1; i >= 0; i-- {
		if match != nil && !match(all[i].Record) {
			continue
		}
		item := itemOf(v, all[i], today)
		item.Replaced = append(item.Replaced, replaced[all[i].ID]...)
		if len(item.Replaced) > 0 && item.State == "holds" {
			item.State = "superseded"
		}
		waiting += b2i(item.State == "waits" || item.State == "overdue")
		expired += b2i(item.State == "expired")
		a.Items = append(a.Items, item)
	}
	a.Headline = headline(len(a.Items), waiting, expired)
	return a
}

func headline(n, waiting, expired int) statement.Statement {
	args := []statement.Arg{statement.N("n", n), statement.N("waiting", waiting), statement.N("expired", expired)}
	switch {
	case n == 0:
		return statement.New("decided.none")
	case waiting > 0 && expired > 0:
		return statement.New("decided.both", args...).At(statement.Warn)
	case waiting > 0:
		return statement.New("decided.waiting", args...).At(statement.Warn)
	case expired > 0:
		return statement.New("decided.expired", args...).At(statement.Warn)
	}
	return statement.New("decided.fine", args...)
}

func itemOf(v *snapshot.View, d snapshot.Typed[*decide.Decision], today record.Date) Item {
	b := d.Body
	item := Item{Rec: answer.RecOf(v, "decision", d.ID), Status: b.Status, State: stateOf(b, today), Outcome: b.Outcome, Date: b.Date, Due: b.Due,
		Review: b.Review, Deciders: []answer.Person{}, Supersedes: []answer.Rec{}, Replaced: []answer.Rec{}, Tasks: []answer.Rec{}, Weighed: Analyse(b), Source: b.Source}
	for _, p := range b.Deciders {
		item.Deciders = append(item.Deciders, answer.PersonOf(v, string(p)))
	}
	for _, s := range b.Supersedes {
		item.Supersedes = append(item.Supersedes, answer.RecOf(v, "decision", string(s)))
	}
	for _, t := range b.Tasks {
		item.Tasks = append(item.Tasks, answer.RecOf(v, "task", string(t)))
	}
	item.Statement = say(&item, b, today)
	return item
}

// stateOf derives where a decision stands: it is never stored.
func stateOf(b *decide.Decision, today record.Date) string {
	switch {
	case b.Status == "superseded":
		return "superseded"
	case b.Status == "rejected" || b.Status == "deprecated":
		return "closed"
	case b.Status == "proposed" && b.Due != "" && b.Due < today:
		return "overdue"
	case b.Status == "proposed" || b.Status == "draft":
		return "waits"
	case b.Review != "" && b.Review < today:
		return "expired"
	}
	return "holds"
}

// say puts the outcome and how firm it is into one sentence.
func say(item *Item, b *decide.Decision, today record.Date) statement.Statement {
	w := &item.Weighed
	title := item.Arg("decision")
	lead := w.Leader
	if b.Status == "accepted" && b.Outcome != "" {
		lead = b.Outcome
	}
	switch {
	case item.State == "overdue":
		return statement.New("decided.item.overdue", title, statement.On("due", b.Due), statement.Days("late", today.In(time.UTC).Sub(b.Due.In(time.UTC)).Hours()/24)).At(statement.Bad)
	case item.State == "expired":
		return statement.New("decided.item.expired", title, statement.On("review", b.Review)).At(statement.Warn)
	case w.Tie:
		return statement.New("decided.item.tie", title)
	case lead != "" && w.Leader == lead:
		return firm(title, lead, w)
	case lead != "" && w.Leader != "":
		return statement.New("decided.item.against", title, statement.Words("option", lead), statement.Words("leader", w.Leader)).At(statement.Info)
	case lead != "":
		return statement.New("decided.item.outcome", title, statement.Words("option", lead))
	}
	return statement.New("decided.item.open", title)
}

// firm says the nearest weight at which the outcome flips.
func firm(title statement.Arg, lead string, w *Sensitivity) statement.Statement {
	gap, flip, high := 2.0, Flip{}, false
	for _, f := range w.Flips {
		if f.HighTo != "" && f.High-f.Weight < gap {
			gap, flip, high = f.High-f.Weight, f, true
		}
		if f.LowTo != "" && f.Weight-f.Low < gap {
			gap, flip, high = f.Weight-f.Low, f, false
		}
	}
	option := statement.Words("option", lead)
	switch {
	case gap > 1:
		return statement.New("decided.item.firm", title, option)
	case high:
		return statement.New("decided.item.until", title, option, statement.Words("criterion", flip.Criterion), statement.Words("weight", hundredths(flip.High)), statement.Words("to", flip.HighTo))
	}
	return statement.New("decided.item.from", title, option, statement.Words("criterion", flip.Criterion), statement.Words("weight", hundredths(flip.Low)), statement.Words("to", flip.LowTo))
}

// hundredths writes a weight.
func hundredths(w float64) string { return strconv.FormatFloat(w, 'f', 2, 64) }
