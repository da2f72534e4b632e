package plan

import (
	"plumbline/internal/answers/statement"
	"plumbline/schedule"
	"plumbline/schedule/model"
)

// searching tells each better plan: how many there were, and how much sooner than the
// first it ends.
type searching struct {
	o           *Options
	first, best model.Measures
	found       int
	begun       bool  // the search at hand has told a plan
	before      int64 // schedules of the searches before it
}

func (s *searching) told(p schedule.Progress) {
	late, was := p.Best.Lateness+p.Best.Buffer, s.best.Lateness+s.best.Buffer
	if !s.begun || late < was || late == was && p.Best.Finish < s.best.Finish {
		if s.best = p.Best; s.found == 0 {
			s.first = s.best
		}
		s.begun = true
		s.found++
	}
	days := float64(s.first.Finish-s.best.Finish) / (24 * 60)
	text := statement.New("plan.searching", statement.N("n", s.found))
	if days >= 0.5 {
		text = statement.New("plan.searching-sooner", statement.N("n", s.found), statement.Days("days", days))
	}
	s.o.tell(text.Text(), s.before+p.Schedules, s.o.Schedules)
}

// again begins another search after one of so many schedules.
func (s *searching) again(schedules int64) { s.begun, s.before = false, schedules }
