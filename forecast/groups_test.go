package forecast

import (
	"reflect"
	"testing"

	"plumbline/schedule/model"
)

// A group of everything is everything, and asking for groups changes nothing else.
func TestAGroupOfEverythingIsEverything(t *testing.T) {
	in := question(5, 40, 6)
	in.Trials, in.Drivers = 800, -1
	in.Problem.Budget.Total = 1
	alone := run(t, in)
	all, half := Group{By: in.Problem.Start + 40*1440, Budget: alone.Cost.P50}, Group{}
	for i := range in.Problem.Tasks {
		all.Tasks = append(all.Tasks, i)
		if i%2 == 0 {
			half.Tasks = append(half.Tasks, i)
		}
	}
	in.Groups = []Group{all, half}
	r := run(t, in)
	g := r.Groups[0]
	if !reflect.DeepEqual(g.Finish.Quantiles, alone.Finish.Quantiles) || !reflect.DeepEqual(r.Finish.Quantiles, alone.Finish.Quantiles) || r.Cost.P80 != alone.Cost.P80 {
		t.Error("asking for groups changed what is drawn, or a group of everything is not all of it")
	}
	for _, pair := range [][2]int64{{g.Cost.P10, alone.Cost.P10}, {g.Cost.P50, alone.Cost.P50}, {g.Cost.P90, alone.Cost.P90}} {
		if d := pair[0] - pair[1]; d > 1 || d < -1 {
			t.Errorf("a group of everything costs %d, everything %d", pair[0], pair[1])
		}
	}
	if g.Cost.Odds < 0.45 || g.Cost.Odds > 0.55 {
		t.Errorf("half of the futures cost less than the median, not %.2f", g.Cost.Odds)
	}
	part := r.Groups[1]
	if part.Finish.P80 > g.Finish.P80 || part.Cost.P80 >= g.Cost.P80 {
		t.Errorf("a part takes longer or costs more than the whole: %+v", part)
	}
	if by := model.Minute(all.By); g.Finish.P90 <= by && g.Finish.Odds < 0.9 {
		t.Errorf("P90 is before the day and its odds are %.2f", g.Finish.Odds)
	}
}
