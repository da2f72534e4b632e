package traces

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"plumbline/history"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Maybe is a commit that probably belongs to the task and does not say so. It is asked
// about once: what is confirmed counts, what is refused is not shown again.
type Maybe struct {
	Fact    statement.Fact      `json:"fact"`
	Reason  statement.Statement `json:"reason"`
	Confirm map[string]any      `json:"confirm"` // content of the evidence link that says yes
	Refuse  map[string]any      `json:"refuse"`  // and no
}

const (
	// mostMaybe is how many are asked about at once.
	mostMaybe = 5
	// around is how far from the task's time a commit still counts as near.
	around = 21 * 24 * time.Hour
	// looked is how many of the newest commits are looked at.
	looked = 3000
)

// linked is what people said of facts and a record: true for confirmed.
func linked(v *snapshot.View, r *record.Record) map[string]bool {
	out := map[string]bool{}
	for _, l := range snapshot.List[frame.EvidenceLink](v, "evidence_link") {
		if (l.Body.Record == "task/"+r.ID || l.Body.Record == "task/"+r.Key) && l.Body.State != "suggested" {
			out[l.Body.Fact] = l.Body.State == "confirmed"
		}
	}
	return out
}

// guess holds what a task tells about its commits.
type guess struct {
	words    map[string]bool
	people   map[record.ID]bool
	from, to time.Time
	said     map[string]bool
	target   string
	task     answer.Rec
}

func guessOf(w *world.World, v *snapshot.View, r *record.Record, b *deliver.Task, said map[string]bool) *guess {
	g := &guess{words: wordsOf(b.Title), people: map[record.ID]bool{}, said: said, target: "task/" + r.ID, task: answer.RecOf(v, "task", r.ID)}
	day := func(d record.Date, otherwise time.Time) time.Time {
		if t := d.In(time.UTC); d != "" && !t.IsZero() {
			return t
		}
		return otherwise
	}
	g.from, g.to = day(b.Started, r.Created.At).Add(-around), day(b.Finished, w.Now).Add(around)
	for _, p := range b.People {
		g.people[string(p)] = true
	}
	for _, p := range b.Planned.People {
		g.people[string(p)] = true
	}
	return g
}

// wordsOf folds the words of a text that mean something by themselves.
func wordsOf(text string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if w = stem(w); len(w) >= 4 && !common[w] {
			out[w] = true
		}
	}
	return out
}

// stem takes off the endings that a title and a commit's subject differ by.
func stem(w string) string {
	for _, end := range []string{"ings", "ing", "ies", "es", "ed", "s"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}

var common = map[string]bool{"with": true, "from": true, "into": true, "that": true, "this": true, "when": true, "make": true, "task": true, "work": true,
	"test": true, "code": true, "update": true, "updat": true, "change": true, "chang": true, "merge": true, "merg": true, "remove": true, "remov": true, "support": true, "should": true}

// find lists the likeliest commits. A word in common is not enough: two are, or one of
// two, together with a person who is on the task or the time it was worked on.
func (g *guess) find(w *world.World, names *world.Names) []Maybe {
	type scored struct {
		Maybe
		n int
	}
	var found []scored
	for _, r := range w.Repos {
		for i := len(r.Commits) - 1; i >= max(0, len(r.Commits)-looked); i-- {
			c := &r.Commits[i]
			if c.Quiet != "" || len(c.Keys) > 0 {
				continue
			}
			m, n := g.judge(r, names, i)
			if _, settled := g.said[m.Fact.Address]; n > 0 && !settled {
				found = append(found, scored{m, n})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Or(cmp.Compare(b.n, a.n), b.Fact.When.Compare(a.Fact.When)) })
	out := []Maybe{}
	for _, s := range found[:min(len(found), mostMaybe)] {
		out = append(out, s.Maybe)
	}
	return out
}

func (g *guess) judge(r *world.Repo, names *world.Names, i int) (Maybe, int) {
	c := &r.Commits[i]
	near := c.Committed.After(g.from) && c.Committed.Before(g.to)
	shared := sharedWords(g.words, r, i)
	who := names.Person(r, c.Author)
	on := g.people[who.ID] && who.ID != ""
	least := max(1, min(2, len(g.words)-1))
	if len(shared) < least || !near && !on || len(shared) < 2 && !(near && on) {
		return Maybe{}, 0
	}
	args := []statement.Arg{statement.Words("words", "“"+strings.Join(shared, "”, “")+"”")}
	n := 2 * len(shared)
	if on {
		args, n = append(args, who.Arg("person")), n+2
	}
	if near {
		args, n = append(args, statement.Words("near", "near")), n+1
	}
	fact := r.Commit(i)
	link := func(state string) map[string]any {
		return map[string]any{"title": g.task.Key + " and " + fact.Label, "record": g.target, "fact": fact.Address, "state": state}
	}
	return Maybe{fact, statement.New("traces.maybe.words", args...).On(fact), link("confirmed"), link("refused")}, n
}

// sharedWords lists the words of the title in a commit's subject or in the names of
// its files' directories.
func sharedWords(words map[string]bool, r *world.Repo, i int) []string {
	seen := wordsOf(r.Commits[i].Subject)
	for _, ch := range r.ChangesOf(i)[:min(10, len(r.ChangesOf(i)))] {
		for w := range wordsOf(r.Files[ch.File].Path) {
			seen[w] = true
		}
	}
	var out []string
	for w := range words {
		if seen[w] {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// confirmed gives the commits that people said belong to the task.
func confirmed(w *world.World, said map[string]bool) []statement.Fact {
	var out []statement.Fact
	for address, yes := range said {
		if !yes {
			continue
		}
		for _, r := range w.Repos {
			if hash, ok := strings.CutPrefix(address, "git:"+r.Root+"@"); ok {
				out = append(out, r.Hashes([]history.Hash{history.Hash(hash)})...)
			}
		}
	}
	slices.SortFunc(out, func(a, b statement.Fact) int {
		return cmp.Or(b.When.Compare(a.When), cmp.Compare(a.Address, b.Address))
	})
	return out
}
