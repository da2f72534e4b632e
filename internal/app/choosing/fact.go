package choosing

import (
	"fmt"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/snapshot"
)

// Fact says what the trade-offs rest on.
func (s *Service) Fact(v *snapshot.View) (wire.Fact, error) {
	r := resultOf(s.trades.Load())
	if r == nil {
		return wire.Fact{}, fault.New(fault.NotFound, "No plans were looked for yet.").WithHint("Open the trade-offs.")
	}
	now := r.Now
	f := wire.Fact{Address: "result:tradeoffs", Label: "The plans that were compared", Kind: "result", When: &now,
		Links: []wire.FactLink{{Text: "Open the trade-offs", Href: "/deliver/tradeoffs"}, {Text: "Open the plan", Href: "/deliver/plan"}}}
	line := func(label, format string, args ...any) {
		f.Lines = append(f.Lines, wire.FactLine{Label: label, Text: fmt.Sprintf(format, args...)})
	}
	line("As of", "%s", now.In(v.Snapshot().Organisation().Location()).Format("2 January 2006, 15:04"))
	line("Plans kept", "%d, of which %d stand side by side", len(r.Points), r.Shown)
	line("Simulated futures", "%d of each plan shown, the same for all", r.Trials)
	line("Rule", "A plan is kept where no other is as good in finish, work, growth, resilience, cost and changes at once. The finish is the day by which 80 %% of the futures are done.")
	line("Led by", "Of the plans that keep the first promise with the odds wanted, or at least as likely as now, the sentence speaks of the one that gives most to people's goals.")
	return f, nil
}
