package answering

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/snapshot"
)

// Fact implements httpapi.Facts: git addresses, git:<root>@<commit>[:<path>], of the
// repositories the viewer may see, and the inputs of the newest plan.
func (s *Service) Fact(ctx context.Context, address string, v *snapshot.View) (wire.Fact, error) {
	switch address {
	case "result:plan":
		return s.planFact(v)
	case "result:tradeoffs":
		return s.choices.Fact(v)
	}
	if at, ok := strings.CutPrefix(address, planOf); ok {
		return s.pastPlan(ctx, at, v)
	}
	rest, isGit := strings.CutPrefix(address, "git:")
	root, rest, _ := strings.Cut(rest, "@")
	commit, path, _ := strings.Cut(rest, ":")
	if isGit {
		for _, r := range s.seen(v).Repos {
			if i, ok := r.Lookup(history.Hash(commit)); ok && r.Root == root {
				return commitFact(r, i, path, world.NamesFor(v), address), nil
			}
			if r.Root == root {
				return branchFact(r, history.Hash(commit), address)
			}
		}
	}
	return wire.Fact{}, fault.New(fault.NotFound, "There is no fact at %q.", address).WithHint("The repository may have been read again since.")
}

// mostPaths bounds the files a commit's fact lists.
const mostPaths = 20

func commitFact(r *world.Repo, i int, path string, names *world.Names, address string) wire.Fact {
	c := &r.Commits[i]
	f := wire.Fact{Address: address, Label: c.Subject, Kind: "commit", When: &c.Committed, Who: names.Person(r, c.Author).Title, Links: []wire.FactLink{}}
	line := func(label, text string) { f.Lines = append(f.Lines, wire.FactLine{Label: label, Text: text}) }
	line("Commit", string(c.Hash))
	line("Repository", r.Title)
	if path != "" {
		line("Path", path)
	}
	if len(c.Keys) > 0 {
		line("Names", strings.Join(c.Keys, ", "))
	}
	if len(c.Reviewers) > 0 {
		var who []string
		for _, p := range c.Reviewers {
			who = append(who, names.Person(r, p).Title)
		}
		line("Reviewed by", strings.Join(who, ", "))
	}
	for n, ch := range r.ChangesOf(i) {
		if n == mostPaths {
			line("More files", fmt.Sprint(c.Files-mostPaths))
			break
		}
		text := r.Files[ch.File].Path
		if ch.Added >= 0 {
			text = fmt.Sprintf("%s  +%d −%d", text, ch.Added, ch.Deleted)
		}
		line("File", text)
	}
	return f
}

// branchFact is the tip of a branch that is not on the default branch.
func branchFact(r *world.Repo, h history.Hash, address string) (wire.Fact, error) {
	for _, b := range r.Branches {
		if b.Tip == h {
			when := b.When
			return wire.Fact{Address: address, Label: "Tip of " + b.Name, Kind: "branch", When: &when, Who: b.AuthorName, Links: []wire.FactLink{},
				Lines: []wire.FactLine{{Label: "Commit", Text: string(h)}, {Label: "Repository", Text: r.Title}, {Label: "Ahead", Text: fmt.Sprintf("%d commits", b.Ahead)}}}, nil
		}
	}
	return wire.Fact{}, fault.New(fault.NotFound, "There is no fact at %q.", address).WithHint("The repository may have been read again since.")
}

// planFact says what the newest plan rests on.
func (s *Service) planFact(v *snapshot.View) (wire.Fact, error) {
	p := s.plan.Load()
	if p == nil {
		return wire.Fact{}, fault.New(fault.NotFound, "There is no plan yet.").WithHint("Add tasks to a project.")
	}
	return factOfPlan(p.Result, "result:plan", v), nil
}

// planOf begins the address of one plan, of the instant it was made as of.
const planOf = "result:plan@"

// keptPlans is how far back a plan is looked for.
const keptPlans = 100

// pastPlan says what a plan rested on that may not be the newest any more.
func (s *Service) pastPlan(ctx context.Context, at string, v *snapshot.View) (wire.Fact, error) {
	made, err := time.Parse(time.RFC3339, at)
	if p := s.plan.Load(); err == nil && p != nil && p.Now.Truncate(time.Second).Equal(made) {
		return factOfPlan(p.Result, planOf+at, v), nil
	}
	kept, err := s.store.Latest(ctx, JobPlan, "", keptPlans)
	if err != nil {
		return wire.Fact{}, err
	}
	for i := range kept {
		r := &plan.Result{}
		if json.Unmarshal(kept[i].Data, r) == nil && r.Now.Truncate(time.Second).Equal(made) {
			return factOfPlan(r, planOf+at, v), nil
		}
	}
	return wire.Fact{}, fault.New(fault.NotFound, "The plan of %s is not kept any more.", at).WithHint("Open the plan of today.")
}

func factOfPlan(p *plan.Result, address string, v *snapshot.View) wire.Fact {
	zone := v.Snapshot().Organisation().Location()
	now := p.Now
	f := wire.Fact{Address: address, Label: "The plan and its simulation", Kind: "result", When: &now,
		Links: []wire.FactLink{{Text: "Open the plan", Href: "/deliver/plan"}, {Text: "Open the forecast", Href: "/deliver/forecast"}}}
	line := func(label, format string, args ...any) {
		f.Lines = append(f.Lines, wire.FactLine{Label: label, Text: fmt.Sprintf(format, args...)})
	}
	line("As of", "%s", p.Now.In(zone).Format("2 January 2006, 15:04"))
	line("Tasks", "%d", len(p.Tasks))
	line("People", "%d", len(p.Load))
	line("Simulated futures", "%d", p.Trials)
	line("Track record", "%d finished tasks with an estimate", p.Track)
	line("Plans compared", "%d", p.Schedules)
	line("Rule", "Each future draws how long tasks take, who is away and which risks happen; the order of everybody's work stays as planned. A range is P10 to P90, “sure” is 80 %%.")
	return f
}
