package forecast

import (
	"math"

	"plumbline/forecast/futures"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// away draws one person's unplanned absences up to an instant: a renewal process with
// exponential gaps and lengths, which is memoryless, so the plan may begin anywhere
// in it.
func (b *belief) away(f futures.Future, e futures.Element, reach model.Minute, into []model.Span) []model.Span {
	at := float64(b.in.Problem.Start)
	if f.Draw(e, 0) < b.length/(b.gap+b.length) { // away when the plan begins
		to := at + b.wait.Read(f.Draw(e, 1))*b.length
		into = append(into, model.Span{From: model.Minute(at), To: model.Minute(to) + 1})
		at = to
	}
	for n := uint64(2); ; n += 2 {
		from := at + b.wait.Read(f.Draw(e, n))*b.gap
		if from > float64(reach) {
			return into
		}
		at = from + b.wait.Read(f.Draw(e, n+1))*b.length
		span := model.Span{From: model.Minute(from), To: model.Minute(at) + 1}
		if last := len(into) - 1; last >= 0 && span.From <= into[last].To {
			into[last].To = max(into[last].To, span.To)
			continue
		}
		into = append(into, span)
	}
}

// furthest is the last finish of the trial, as far as absences need to be drawn; what
// never ends needs no more of them.
func (p *player) furthest() model.Minute {
	last := model.Minute(0)
	for t := range p.b.work {
		if at := p.trial.Finish(t); at < calendar.Never {
			last = max(last, at)
		}
	}
	return last
}

// noise is the spread the caller asked for on top of a task's own.
func (w *work) noise(f futures.Future) float64 {
	return math.Exp(w.spread * futures.Normal(f.Draw(w.element, 1)))
}
