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
	of        asking
}

// asking says of what, or for whom, a rule is asked.
type asking int

const (
	once asking = iota // of what everybody may see
	code               // of each repository, with scene.repo set
	own                // of what the viewer alone may see, each time, and kept nowhere
)

func rules() []rule {
	days, n := statement.Days, statement.N[float64]
	say := statement.New
	return []rule{
		{"late", say("today.late.rule", statement.Words("wanted", "the confidence wanted")), "slip", (*scene).late, once},
		{"promise", say("today.promise.rule"), "counted", (*scene).promised, once},
		{"overdue", say("today.overdue.rule"), "counted", (*scene).overdue, once},
		{"unheard", say("today.unheard.rule", days("near", promises.NearDays), days("min", promises.HeardDays)), "counted", (*scene).unheard, once},
		{"decide", say("today.decide.rule", days("min", proposedDays)), "waits", (*scene).decide, once},
		{"review", say("today.review.rule"), "little", (*scene).review, once},
		{"contradicted", say("today.contradicted.rule"), "little", (*scene).contradicted, once},
		{"blocked", say("today.blocked.rule"), "waits", (*scene).blocked, once},
		{"nobody", say("today.nobody.rule"), "waits", (*scene).nobody, once},
		{"sign", say("today.sign.rule"), "delayed", (*scene).signs, once},
		{"ownerless", say("today.ownerless.rule"), "delayed", (*scene).ownerless, once},
		{"suggested", say("today.suggested.rule"), "delayed", (*scene).suggested, once},
		{"idle", say("today.idle.rule"), "goal", (*scene).idle, once},
		{"offtrack", say("today.offtrack.rule", statement.Odds("min", unlikely)), "goal", (*scene).offTrack, once},
		{"strategy", say("today.strategy.rule"), "little", (*scene).lookAgain, once},
		{"unplanned", say("today.unplanned.rule", days("max", nearDays)), "fits", (*scene).unplanned, once},
		{"unverified", say("today.unverified.rule", days("max", verifyDays)), "fits", (*scene).unverified, once},
		{"action", say("today.action.rule"), "little", (*scene).actions, once},

		{"talk", say("today.talk.rule"), "talk", (*scene).talks, own},
		{"rhythm", say("today.rhythm.rule", n("times", rhythmTimes)), "rhythm", (*scene).rhythm, own},
		{"agreed", say("today.agreed.rule"), "agreed", (*scene).agreed, own},

		{"single", say("today.single.rule", n("min", singleChanges), days("days", recentDays)), "absent", (*scene).single, code},
		{"quiet", say("today.quiet.rule", n("min", quietLines)), "read", (*scene).quiet, code},
		{"branch", say("today.branch.rule", days("max", branchMostDays), days("min", idleDays)), "drift", (*scene).branches, code},
		{"release", say("today.release.rule", n("times", releaseTimes)), "drift", (*scene).release, code},
		{"fixes", say("today.fixes.rule"), "again", (*scene).fixes, code},
		{"pace", say("today.pace.rule", statement.Odds("chance", paceChance)), "less", (*scene).pace, code},
		{"newcomer", say("today.newcomer.rule", days("days", newcomerDays)), "guide", (*scene).newcomers, code},
		{"coupled", say("today.coupled.rule", n("min", coupledShared), statement.Odds("degree", coupledDegree)), "asked", (*scene).coupled, code},
		{"owners", say("today.owners.rule", days("min", ownerDays)), "little", (*scene).owners, code},
		{"hotspot", say("today.hotspot.rule", n("min", hotChanges), days("days", hotDays)), "again", (*scene).hotspots, code},
		{"proposed", say("today.proposed.rule", days("min", stillDays)), "little", (*scene).proposed, code},
		{"dead", say("today.dead.rule"), "little", (*scene).dead, code},
		{"clash", say("today.clash.rule"), "little", (*scene).clashes, code},
	}
}

// look runs every rule and keeps what it finds; those of one viewer's own find nothing
// here, see Own.
func (s *scene) look(a *Answer) {
	for _, r := range rules() {
		var found []Item
		switch r.of {
		case once:
			found = r.find(s)
		case code:
			found = s.each(r)
		case own:
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
