package plan

import (
	"plumbline/internal/answers/statement"
	"plumbline/schedule"
	"plumbline/schedule/model"
)

// searching tells each better plan: how many there were, and how much sooner than the
// first it ends.
func (o *Options) searching() func(schedule.Progress) {
	var first, best model.Measures
	found := 0
	return func(p schedule.Progress) {
		late, was := p.Best.Lateness+p.Best.Buffer, best.Lateness+best.Buffer
		if found == 0 || late < was || late == was && p.Best.Finish < best.Finish {
			if best = p.Best; found == 0 {
				first = best
			}
			found++
		}
		days := float64(first.Finish-best.Finish) / (24 * 60)
		text := statement.New("plan.searching", statement.N("n", found))
		if days >= 0.5 {
			text = statement.New("plan.searching-sooner", statement.N("n", found), statement.Days("days", days))
		}
		o.tell(text.Text(), p.Schedules, o.Schedules)
	}
}
