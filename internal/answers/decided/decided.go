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
	"plumbline/internal/kinds/guide"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer lists decisions, newest first.
type Answer struct {
	answer.Head
	Items []Item  `json:"items"`
	Found []Found `json:"found"` // decision records in repositories that no record was made of
	// Conflicts are pairs of records of one tree that cannot both stand.
	Conflicts []statement.Statement `json:"conflicts"`
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
	for _, r := range w.Repos {
		taken := pathsTaken(r, v)
		for i := range r.Decisions {
			d := &r.Decisions[i]
			if !taken[d.Path] && speaks(d, about) {
				a.Found = append(a.Found, foundOf(r, d))
			}
		}
	}
	a.Conflicts = conflicts(w, about)
	if len(a.Items) == 0 && len(a.Found) > 0 {
		a.Headline = statement.New("decided.in-tree", statement.N("n", len(a.Found))).On(a.Found[0].Evidence...)
	}
}

// conflicts names the records of each tree that cannot both stand, of those that hold
// about in a title or path.
func conflicts(w *world.World, about string) []statement.Statement {
	out := []statement.Statement{}
	for _, r := range w.Repos {
		for _, c := range found.Conflicts(r.Decisions) {
			if speaks(c.First, about) || speaks(c.Second, about) {
				out = append(out, Why(c))
			}
		}
	}
	return out
}

// speaks says that a document holds a text, lower-case, in its title or path.
func speaks(d *found.Document, about string) bool {
	return strings.Contains(strings.ToLower(d.Title+" "+d.Path), about)
}

// Why says why two decision records cannot both stand, with both files as evidence.
func Why(c found.Conflict) statement.Statement {
	args := []statement.Arg{statement.Words("first", c.First.Title), statement.AtPath("a", c.First.Path), statement.Words("second", c.Second.Title), statement.AtPath("b", c.Second.Path)}
	return statement.New("decided.conflict."+c.Why, args...).At(statement.Warn).On(
		statement.Fact{Address: c.First.Address, Label: c.First.Path, When: c.First.Since}, statement.Fact{Address: c.Second.Address, Label: c.Second.Path, When: c.Second.Since})
}

// FromTrees answers from the decision records of repositories alone.
func FromTrees(w *world.World, v *snapshot.View, about string) *Answer {
	a := &Answer{Items: []Item{}, Found: []Found{}, Conflicts: []statement.Statement{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "decided", record.DateOf(w.Now), w.Now, w.Facts()
	a.Headline = statement.New("decided.none")
	a.AddFound(w, v, about)
	if len(a.Found) == 0 {
		a.Missing = append(a.Missing, a.Headline)
	}
	return a
}

// pathsTaken are the files of a repository that decisions were read from.
func pathsTaken(r *world.Repo, v *snapshot.View) map[string]bool {
	out := map[string]bool{}
	for _, d := range snapshot.List[decide.Decision](v, "decision") {
		if path, ok := PathIn(d.Body.Source, r, v); ok {
			out[path] = true
		}
	}
	return out
}

// PathIn gives the path in a repository that a decision's source names: an address in
// git, whatever its commit, or a file of this machine inside the repository's folder.
func PathIn(source string, r *world.Repo, v *snapshot.View) (string, bool) {
	if rest, ok := strings.CutPrefix(source, "git:"+r.Root+"@"); ok {
		_, path, _ := strings.Cut(rest, ":")
		return path, path != ""
	}
	b := snapshot.Body[guide.Repository](v, "repository", r.Record)
	if b == nil || b.Path == "" {
		return "", false
	}
	return strings.CutPrefix(source, "file:"+strings.TrimSuffix(b.Path, "/")+"/")
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
	State      string              `json:"state"` // holds, waits, overdue, expired, contradicted, superseded, closed
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
	Rule       string              `json:"rule,omitempty"`
	Checks     []Check             `json:"checks"`         // what the rule found, a repository each
	Chain      []Link              `json:"chain"`          // oldest first; empty when it replaced nothing and stands
	File       *Found              `json:"file,omitempty"` // the file it was read from, where that says something else
}

// asking is what one answer looks at.
type asking struct {
	world      *world.World
	view       *snapshot.View
	today      record.Date
	replacedBy map[record.ID][]record.ID
}

// Ask lists every decision the viewer may see, newest first; with match, those that
// it accepts. What the rules and files of repositories say comes from w.
func Ask(w *world.World, v *snapshot.View, today record.Date, match func(*record.Record) bool) *Answer {
	a := &Answer{Items: []Item{}, Found: []Found{}, Conflicts: []statement.Statement{}}
	q := &asking{world: w, view: v, today: today, replacedBy: map[record.ID][]record.ID{}}
	all := snapshot.List[decide.Decision](v, "decision")
	for _, d := range all {
		for _, old := range d.Body.Supersedes {
			q.replacedBy[string(old)] = append(q.replacedBy[string(old)], d.ID)
		}
	}
	count := map[string]int{}
	for i := len(all) - 1; i >= 0; i-- {
		if match != nil && !match(all[i].Record) {
			continue
		}
		item := q.item(all[i])
		count[item.State]++
		a.Items = append(a.Items, item)
	}
	a.Headline = headline(len(a.Items), count)
	return a
}

func headline(n int, count map[string]int) statement.Statement {
	waiting, expired, broken := count["waits"]+count["overdue"], count["expired"], count["contradicted"]
	args := []statement.Arg{statement.N("n", n), statement.N("waiting", waiting), statement.N("expired", expired), statement.N("broken", broken)}
	switch {
	case n == 0:
		return statement.New("decided.none")
	case broken > 0:
		return statement.New("decided.broken", args...).At(statement.Bad)
	case waiting > 0 && expired > 0:
		return statement.New("decided.both", args...).At(statement.Warn)
	case waiting > 0:
		return statement.New("decided.waiting", args...).At(statement.Warn)
	case expired > 0:
		return statement.New("decided.expired", args...).At(statement.Warn)
	}
	return statement.New("decided.fine", args...)
}

func (q *asking) item(d snapshot.Typed[*decide.Decision]) Item {
	b, v := d.Body, q.view
	item := Item{Rec: answer.RecOf(v, "decision", d.ID), Status: b.Status, State: stateOf(b, q.today), Outcome: b.Outcome, Date: b.Date, Due: b.Due, Review: b.Review,
		Deciders: []answer.Person{}, Supersedes: q.decisions(b.Supersedes), Replaced: []answer.Rec{}, Tasks: []answer.Rec{}, Weighed: Analyse(b), Source: b.Source,
		Rule: b.Rule, Checks: q.checks(b), Chain: q.chain(d.ID), File: q.contested(b)}
	for _, p := range b.Deciders {
		item.Deciders = append(item.Deciders, answer.PersonOf(v, string(p)))
	}
	for _, id := range q.replacedBy[d.ID] {
		item.Replaced = append(item.Replaced, answer.RecOf(v, "decision", id))
	}
	for _, t := range b.Tasks {
		item.Tasks = append(item.Tasks, answer.RecOf(v, "task", string(t)))
	}
	switch {
	case len(item.Replaced) > 0 && item.State == "holds":
		item.State = "superseded"
	case b.Status == "accepted" && broken(item.Checks) != nil:
		item.State = "contradicted"
	}
	item.Statement = say(&item, b, q.today)
	return item
}

func (q *asking) decisions(refs []record.Ref) []answer.Rec {
	out := []answer.Rec{}
	for _, r := range refs {
		out = append(out, answer.RecOf(q.view, "decision", string(r)))
	}
	return out
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
	case item.State == "contradicted":
		c := broken(item.Checks)
		return statement.New("decided.item.contradicted", title, c.Repository.Arg("repository")).At(statement.Bad).On(c.Evidence...)
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
