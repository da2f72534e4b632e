package today

import (
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/statement"
)

// rule is one sign that a lead is needed. A new one is a line in rules, the function
// that finds it, and its words in the catalogue.
type rule struct {
	name      string
	threshold statement.Statement
	counts    string // how its cost of waiting is reckoned: a message today.counts.…
	find      func(*scene) []Item
	code      bool // asked of each repository, with scene.repo set
}

func rules() []rule {
	days, n := statement.Days, statement.N[float64]
	say := statement.New
	return []rule{
		{"late", say("today.late.rule", statement.Words("wanted", "the confidence wanted")), "slip", (*scene).late, false},
		{"promise", say("today.promise.rule"), "counted", (*scene).promised, false},
		{"overdue", say("today.overdue.rule"), "counted", (*scene).overdue, false},
		{"unheard", say("today.unheard.rule", days("near", promises.NearDays), days("min", promises.HeardDays)), "counted", (*scene).unheard, false},
		{"decide", say("today.decide.rule", days("min", proposedDays)), "waits", (*scene).decide, false},
		{"review", say("today.review.rule"), "little", (*scene).review, false},
		{"contradicted", say("today.contradicted.rule"), "little", (*scene).contradicted, false},
		{"blocked", say("today.blocked.rule"), "waits", (*scene).blocked, false},
		{"nobody", say("today.nobody.rule"), "waits", (*scene).nobody, false},
		{"sign", say("today.sign.rule"), "delayed", (*scene).signs, false},
		{"ownerless", say("today.ownerless.rule"), "delayed", (*scene).ownerless, false},
		{"suggested", say("today.suggested.rule"), "delayed", (*scene).suggested, false},
		{"idle", say("today.idle.rule"), "goal", (*scene).idle, false},
		{"offtrack", say("today.offtrack.rule", statement.Odds("min", unlikely)), "goal", (*scene).offTrack, false},
		{"strategy", say("today.strategy.rule"), "little", (*scene).lookAgain, false},
		{"unplanned", say("today.unplanned.rule", days("max", nearDays)), "fits", (*scene).unplanned, false},
		{"unverified", say("today.unverified.rule", days("max", verifyDays)), "fits", (*scene).unverified, false},
		{"action", say("today.action.rule"), "little", (*scene).actions, false},

		{"single", say("today.single.rule", n("min", singleChanges), days("days", recentDays)), "absent", (*scene).single, true},
		{"quiet", say("today.quiet.rule", n("min", quietLines)), "read", (*scene).quiet, true},
		{"branch", say("today.branch.rule", days("max", branchMostDays), days("min", idleDays)), "drift", (*scene).branches, true},
		{"release", say("today.release.rule", n("times", releaseTimes)), "drift", (*scene).release, true},
		{"fixes", say("today.fixes.rule"), "again", (*scene).fixes, true},
		{"pace", say("today.pace.rule", statement.Odds("chance", paceChance)), "less", (*scene).pace, true},
		{"newcomer", say("today.newcomer.rule", days("days", newcomerDays)), "guide", (*scene).newcomers, true},
		{"coupled", say("today.coupled.rule", n("min", coupledShared), statement.Odds("degree", coupledDegree)), "asked", (*scene).coupled, true},
		{"owners", say("today.owners.rule", days("min", ownerDays)), "little", (*scene).owners, true},
		{"hotspot", say("today.hotspot.rule", n("min", hotChanges), days("days", hotDays)), "again", (*scene).hotspots, true},
		{"proposed", say("today.proposed.rule", days("min", stillDays)), "little", (*scene).proposed, true},
		{"dead", say("today.dead.rule"), "little", (*scene).dead, true},
	}
}

// look runs every rule and keeps what it finds, the dearest to wait for first.
func (s *scene) look(a *Answer) {
	for _, r := range rules() {
		var found []Item
		if r.code {
			found = s.each(r)
		} else {
			found = r.find(s)
		}
		a.Rules = append(a.Rules, Rule{r.name, len(found), r.threshold, statement.New("today.counts." + r.counts)})
		a.All = append(a.All, found...)
	}
}

// each asks a rule of every repository.
func (s *scene) each(r rule) []Item {
	var out []Item
	for _, repo := range s.world.Repos {
		s.repo = repo
		for _, item := range r.find(s) {
			item.Rule = r.name
			if len(s.world.Repos) > 1 {
				item.Tags = append(item.Tags, repo.Title)
			}
			out = append(out, item)
		}
	}
	s.repo = nil
	return out
}
