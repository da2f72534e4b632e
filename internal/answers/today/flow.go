package today

import (
	"math"
	"slices"
	"time"

	"plumbline/history"
	"plumbline/history/couple"
	"plumbline/history/flow"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
)

// Thresholds of the rules about flow.
const (
	paceWeeks     = 6
	paceBase      = 26
	paceChance    = 0.01
	coupledShared = 6
	coupledDegree = 0.5
	coupledDays   = 365
	releaseMost   = 540 // after that, releases are made elsewhere
	hotDays       = 90
	hotChanges    = 8
)

// release finds a release that is late against its usual rhythm.
func (s *scene) release() []Item {
	r := s.repo
	h := flow.ReleaseRhythm(r.Repository)
	if h.Usual <= 0 || h.Waiting == 0 {
		return nil
	}
	since := r.AsOf().Sub(h.Last)
	if since < time.Duration(releaseTimes*float64(h.Usual)) || since < 7*day || since > releaseMost*day {
		return nil
	}
	all := flow.Releases(r.Repository)
	tag := all[len(all)-1].Tag
	return []Item{{
		ID: "release/" + r.Root + "/" + tag.Name, Level: statement.Warn, Cost: drift(h.Waiting),
		Statement: statement.New("today.release", statement.N("waiting", h.Waiting), statement.Words("tag", tag.Name)),
		Reason:    statement.New("today.release.why", statement.Days("ago", since.Hours()/24), statement.Days("usual", h.Usual.Hours()/24)),
		Since:     record.DateOf(h.Last.Add(h.Usual)), Evidence: []statement.Fact{{Address: r.Address(tag.Hash, ""), Label: "release " + tag.Name, When: tag.When}},
		Tags: []string{"release"}, Action: open("See the odds", "f", "/deliver/forecast"),
	}}
}

// fixes compares the fixes that followed the last three releases with those before.
func (s *scene) fixes() []Item {
	r := s.repo
	all := flow.Releases(r.Repository)
	if len(all) < 8 {
		return nil
	}
	all = all[max(0, len(all)-15):]
	now, before := meanFixes(all[len(all)-3:]), meanFixes(all[:len(all)-3])
	last := all[len(all)-1]
	if now < 2 || now < 2*before || r.AsOf().Sub(last.Tag.When) > 90*day {
		return nil
	}
	var evidence []statement.Fact
	for _, i := range last.Fixes[:min(3, len(last.Fixes))] {
		evidence = append(evidence, r.Commit(i))
	}
	return []Item{{
		ID: "fixes/" + r.Root + "/" + last.Tag.Name, Level: statement.Warn, Cost: again(now-before, 7), Statement: statement.New("today.fixes"),
		Reason: statement.New("today.fixes.why", statement.N("now", round1(now)), statement.N("before", round1(before)), statement.Words("tag", last.Tag.Name),
			statement.N("n", len(last.Fixes))),
		Since: record.DateOf(last.Tag.When), Evidence: evidence, Tags: []string{"release", "quality"}, Action: open("See the area", "w", "/guide/knowledge"),
	}}
}

func meanFixes(list []flow.Release) float64 {
	sum := 0
	for _, r := range list {
		sum += len(r.Fixes)
	}
	return float64(sum) / float64(max(1, len(list)))
}

func round1(x float64) float64 { return math.Round(x*10) / 10 }

// pace tests whether the last weeks differ from the half year before by more than
// chance, with the week-to-week variance that half year itself shows (Welch's t on
// square roots, which evens out the variance of counts).
func (s *scene) pace() []Item {
	r := s.repo
	weeks := flow.Weekly(r.Repository)
	if len(weeks) < paceWeeks+paceBase {
		return nil
	}
	now, base := weeks[len(weeks)-paceWeeks:], weeks[len(weeks)-paceWeeks-paceBase:len(weeks)-paceWeeks]
	chance := welch(roots(now), roots(base))
	a, b := mean(now), mean(base)
	if chance > paceChance || b == 0 {
		return nil
	}
	id, level := "today.slower", statement.Warn
	if a > b {
		id, level = "today.faster", statement.Good
	}
	start := now[0].Start
	return []Item{{
		ID: "pace/" + r.Root + "/" + start.Format("2006-01"), Level: level, Cost: fewer(b - a),
		Statement: statement.New(id, statement.N("now", round1(a)), statement.N("before", round1(b))),
		Reason:    statement.New("today.pace.why", statement.N("weeks", paceWeeks), statement.N("base", paceBase), statement.Odds("chance", chance)),
		Since:     record.DateOf(start), Evidence: s.weekEvidence(start), Tags: []string{"flow"}, Action: open("See the odds", "f", "/deliver/forecast"),
	}}
}

// weekEvidence gives the newest commits of the first-parent line since an instant.
func (s *scene) weekEvidence(since time.Time) []statement.Fact {
	var out []statement.Fact
	for i := len(s.repo.Commits) - 1; i >= 0 && len(out) < 3; i-- {
		if c := &s.repo.Commits[i]; c.Main && c.Committed.After(since) {
			out = append(out, s.repo.Commit(i))
		}
	}
	if len(out) == 0 {
		out = append(out, statement.Fact{Address: s.repo.Address(s.repo.Head, ""), Label: "newest commit", When: s.repo.Newest})
	}
	return out
}

func roots(weeks []flow.Week) []float64 {
	out := make([]float64, len(weeks))
	for i, w := range weeks {
		out[i] = math.Sqrt(float64(w.Changes) + 0.375)
	}
	return out
}

func mean(weeks []flow.Week) float64 {
	sum := 0
	for _, w := range weeks {
		sum += w.Changes
	}
	return float64(sum) / float64(len(weeks))
}

// coupled finds files that always change together although different people know
// their areas.
func (s *scene) coupled() []Item {
	var out []Item
	r := s.repo
	pairs := couple.Files(r.Repository, couple.Options{Since: r.AsOf().Add(-coupledDays * day), MinShared: coupledShared, Limit: 200})
	for _, p := range pairs {
		a, b := &r.Files[p.A], &r.Files[p.B]
		if p.Degree < coupledDegree || !p.AcrossAreas || a.Area < 0 || b.Area < 0 || s.sharedKnower(a.Area, b.Area) {
			continue
		}
		out = append(out, Item{
			ID: "coupled/" + r.Root + "/" + a.Path + "+" + b.Path, Level: statement.Info, Cost: asked(p.Shared),
			Statement: statement.New("today.coupled", statement.AtPath("a", a.Path), statement.AtPath("b", b.Path)),
			Reason: statement.New("today.coupled.why", statement.N("n", p.Shared), statement.Days("days", coupledDays), statement.Odds("degree", p.Degree),
				statement.InArea("areaA", r.Areas[a.Area].Name), statement.InArea("areaB", r.Areas[b.Area].Name)),
			Evidence: r.Hashes(p.Samples), Tags: []string{"coupling"}, Action: open("See who knows both", "w", knowledgeHref(r.Areas[a.Area].Name)),
		})
	}
	return out
}

func (s *scene) sharedKnower(a, b int) bool {
	var people []history.PersonID
	for _, h := range s.repo.Know.Knowers(a) {
		people = append(people, h.Person)
	}
	return slices.ContainsFunc(people, func(p history.PersonID) bool {
		for _, h := range s.repo.Know.Knowers(b) {
			if h.Person == p {
				return true
			}
		}
		return false
	})
}

// hotspots finds source files whose changes have at least doubled.
func (s *scene) hotspots() []Item {
	var out []Item
	r := s.repo
	asOf := r.AsOf()
	now := couple.Hotspots(r.Repository, couple.Options{Since: asOf.Add(-hotDays * day), Limit: 50}, flow.IsFix)
	before := map[history.FileID]int{}
	for i := range r.Commits {
		c := &r.Commits[i]
		if c.Quiet != "" || c.Committed.Before(asOf.Add(-2*hotDays*day)) || !c.Committed.Before(asOf.Add(-hotDays*day)) {
			continue
		}
		for _, ch := range r.ChangesOf(i) {
			before[ch.File]++
		}
	}
	for _, h := range now {
		f := &r.Files[h.File]
		if h.Changes < hotChanges || h.Changes < 2*before[h.File] || f.Language == "" {
			continue
		}
		tags := []string{"hotspot"}
		href := "/guide/knowledge"
		if f.Area >= 0 {
			tags = append(tags, r.Areas[f.Area].Name)
			href = knowledgeHref(r.Areas[f.Area].Name)
		}
		out = append(out, Item{
			ID: "hotspot/" + r.Root + "/" + f.Path, Level: statement.Info, Cost: again(float64(h.Fixes), hotDays),
			Statement: statement.New("today.hotspot", statement.AtPath("path", f.Path)),
			Reason: statement.New("today.hotspot.why", statement.N("n", h.Changes), statement.Days("days", hotDays), statement.N("before", before[h.File]),
				statement.Days("days2", hotDays), statement.N("fixes", h.Fixes), statement.N("lines", h.Lines)),
			Since: record.DateOf(asOf.Add(-hotDays * day)), Evidence: r.Hashes(h.Samples), Tags: tags, Action: open("See who knows it", "w", href),
		})
	}
	return out
}
