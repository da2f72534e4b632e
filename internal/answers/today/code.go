package today

import (
	"net/url"
	"regexp"
	"slices"
	"time"

	"plumbline/history"
	"plumbline/history/flow"
	"plumbline/history/know"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
)

// Thresholds of the rules about code, in the units their names say.
const (
	recentDays     = 30
	singleChanges  = 3
	quietLines     = 200
	idleDays       = 14
	branchMostDays = 365
	newcomerDays   = 30
	releaseTimes   = 2.0
)

const day = 24 * time.Hour

// recent counts what changed in each area lately, with sample commits and the first
// of them.
type recent struct {
	changes int
	first   time.Time
	samples []history.Hash
}

func (s *scene) recent(days int) []recent {
	r := s.repo
	out := make([]recent, len(r.Areas))
	for i, a := range r.Touched(r.AsOf().Add(-time.Duration(days) * day)) {
		c := &r.Commits[i]
		out[a].changes++
		out[a].first = c.Committed
		if len(out[a].samples) < 3 {
			out[a].samples = append(out[a].samples, c.Hash)
		}
	}
	return out
}

func knowledgeHref(area string) string {
	return "/guide/knowledge?area=" + url.QueryEscape(area)
}

// single finds areas changing now that one person knows.
func (s *scene) single() []Item {
	var out []Item
	r := s.repo
	for i, n := range s.recent(recentDays) {
		if n.changes < singleChanges {
			continue
		}
		knowers := r.Know.Knowers(i)
		if len(knowers) != 1 {
			continue
		}
		area := &r.Areas[i]
		who := s.names.Person(r, knowers[0].Person)
		out = append(out, Item{
			ID: "single/" + r.Root + "/" + area.Name, Level: statement.Warn, Cost: absent(n.changes, recentDays),
			Statement: statement.New("today.single", who.Arg("person"), statement.InArea("area", area.Name)),
			Reason:    statement.New("today.single.why", singleWhy(n.changes, area.Lines)...),
			Since:     record.DateOf(n.first), Evidence: r.Hashes(n.samples), Tags: []string{"knowledge", area.Name},
			Action: open("See who could be second", "w", knowledgeHref(area.Name)),
		})
	}
	return out
}

// singleWhy leaves out the lines of an area without source, such as configuration.
func singleWhy(changes, lines int) []statement.Arg {
	out := []statement.Arg{statement.N("n", changes), statement.Days("days", recentDays)}
	if lines > 0 {
		out = append(out, statement.N("lines", lines))
	}
	return out
}

// quiet finds areas that somebody knew and nobody still here does.
func (s *scene) quiet() []Item {
	var out []Item
	r := s.repo
	for i := range r.Areas {
		area := &r.Areas[i]
		if area.Lines < quietLines {
			continue
		}
		var gone []know.Holder
		known := false
		for _, h := range r.Know.Holders(i) {
			known = known || h.Knows
			if !h.Active && h.Changes >= know.KnowsChanges {
				gone = append(gone, h)
			}
		}
		if known || len(gone) == 0 {
			continue
		}
		slices.SortStableFunc(gone, func(a, b know.Holder) int { return b.Last.Compare(a.Last) })
		var people []history.PersonID
		for _, h := range gone[:min(3, len(gone))] {
			people = append(people, h.Person)
		}
		out = append(out, Item{
			ID: "quiet/" + r.Root + "/" + area.Name, Level: statement.Warn, Cost: read(area.Lines),
			Statement: statement.New("today.quiet", statement.InArea("area", area.Name)),
			Reason: statement.New("today.quiet.why", statement.Somebodies("people", s.names.People(r, people)), statement.Days("ago", s.ago(gone[0].Last)),
				statement.N("lines", area.Lines)),
			Since: record.DateOf(gone[0].Last), Evidence: r.Hashes(gone[0].Samples), Tags: []string{"knowledge", area.Name},
			Action: open("See who is nearest", "w", knowledgeHref(area.Name)),
		})
	}
	return out
}

// kept matches the names of branches that are meant to stay: releases and the like.
var kept = regexp.MustCompile(`(?i)(^|[/._-])(release|releases|stable|maint|maintenance|backport|backports|snapshot|vendor|lts|gh-pages|develop|next|internal-branch)([/._-]|$)|\d+\.(\d+|x)|^v?\d+([._-]\d+)*$|^\d+-`)

// branches finds work left unmerged; branches kept for releases are not work.
func (s *scene) branches() []Item {
	var out []Item
	r := s.repo
	for _, b := range flow.Unmerged(r.Repository) {
		idle, age := b.Idle.Hours()/24, b.Age.Hours()/24
		if b.Ahead == 0 || kept.MatchString(b.Name) || idle < idleDays || max(idle, age) > branchMostDays {
			continue
		}
		person := s.names.Person(r, b.Author)
		if b.Author < 0 {
			person.Title = b.AuthorName
		}
		out = append(out, Item{
			ID: "branch/" + r.Root + "/" + b.Name, Level: statement.Info, Cost: drift(b.Ahead),
			Statement: statement.New("today.branch", statement.Words("branch", b.Name), statement.Days("idle", idle)),
			Reason: statement.New("today.branch.why", statement.N("n", b.Ahead), person.Arg("person"), statement.On("last", record.DateOf(b.When)),
				statement.Words("main", r.Branch), statement.Days("age", max(idle, age))),
			Since: record.DateOf(b.When), Evidence: []statement.Fact{{Address: r.Address(b.Tip, ""), Label: "tip of " + b.Name, When: b.When}},
			Tags: []string{"branch"}, Action: open("Ask what holds it", "q", "/guide/knowledge"),
		})
	}
	return out
}

// newcomers finds first changes, and who could guide whoever made them.
func (s *scene) newcomers() []Item {
	var out []Item
	r := s.repo
	for _, n := range flow.Newcomers(r.Repository, r.AsOf().Add(-newcomerDays*day)) {
		area, ok := s.areaOf(n.Commits)
		if !ok || r.People[n.Person].Bot {
			continue
		}
		var guides []history.PersonID
		for _, h := range r.Know.Holders(area) {
			if h.Active && h.Person != n.Person && len(guides) < 2 {
				guides = append(guides, h.Person)
			}
		}
		if len(guides) == 0 {
			continue
		}
		first := &r.Commits[n.First]
		out = append(out, Item{
			ID: "newcomer/" + r.Root + "/" + string(first.Hash), Level: statement.Good, Cost: cost(guideHours, "guide"),
			Statement: statement.New("today.newcomer", s.names.Person(r, n.Person).Arg("person")),
			Reason: statement.New("today.newcomer.why", statement.N("n", len(n.Commits)), statement.On("first", record.DateOf(first.Committed)),
				statement.InArea("area", r.Areas[area].Name), statement.Somebodies("guide", s.names.People(r, guides))),
			Since: record.DateOf(first.Committed), Evidence: []statement.Fact{r.Commit(n.First)}, Tags: []string{"newcomer", r.Areas[area].Name},
			Action: open("See the area", "w", knowledgeHref(r.Areas[area].Name)),
		})
	}
	return out
}

// areaOf gives the area most touched by commits.
func (s *scene) areaOf(commits []int) (int, bool) {
	count := map[int]int{}
	best, found := 0, false
	for _, i := range commits {
		for _, ch := range s.repo.ChangesOf(i) {
			a := s.repo.Files[ch.File].Area
			if a < 0 {
				continue
			}
			count[a]++
			if !found || count[a] > count[best] || count[a] == count[best] && a < best {
				best, found = a, true
			}
		}
	}
	return best, found
}
