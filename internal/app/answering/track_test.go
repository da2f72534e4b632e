package answering

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"plumbline/internal/answers/calibration"
	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// past is a file of n finished tasks that take half as long again.
func past(n int) string {
	var b strings.Builder
	b.WriteString("completed_at,project,person,estimate_hours,actual_hours,phase\n")
	for i := range n {
		fmt.Fprintf(&b, "2025-%02d-%02dT10:00,Old,%s,8,%g,code\n", 1+i%12, 1+i%28, []string{"ana", "somebody"}[i%2], 10+float64(i%5))
	}
	return b.String()
}

func TestImportedEstimatesMoveTheDatesAtOnceAndTwiceIsOnce(t *testing.T) {
	o := opened(t)
	before := o.plan.Load().Finish.P80
	lead := record.Principal{Roles: record.Lead}
	out, err := o.ImportEstimates(t.Context(), lead, "old/2025.csv", []byte(past(240)))
	if err != nil || !out.Changed || out.Tasks != 240 {
		t.Fatalf("%+v, %v", out, err)
	}
	if !o.planDue() {
		t.Fatal("a new track record asks for no new forecast")
	}
	o.replan()
	if after := o.plan.Load(); after.Track != 240 || after.Own < .5 || after.Finish.P80.Sub(before).Hours() < 24 {
		t.Fatalf("a past that takes half as long again moves the end from %s to %s (%d tasks, own %g)", before, after.Finish.P80, after.Track, after.Own)
	}
	seq := o.team.Snapshot().Seq()
	if out, err = o.ImportEstimates(t.Context(), lead, "2025.csv", []byte(past(240))); err != nil || out.Changed || o.team.Snapshot().Seq() != seq {
		t.Fatalf("again: %+v, %v", out, err)
	}
	if out, err = o.ImportEstimates(t.Context(), lead, "2025.csv", []byte(past(250))); err != nil || !out.Changed || len(o.team.View(system).All("track_record")) != 1 {
		t.Fatalf("a longer file of the same name: %+v, %v", out, err)
	}
	a := asked[calibration.Answer](o, "calibration", "")
	if a.Tasks != 250 || a.Record.At(80).Forecasts == 0 || len(a.Imports) != 1 {
		t.Fatalf("%d tasks, %+v", a.Tasks, a.Record)
	}
}

func TestOnlyLeadsImportAndBadFilesChangeNothing(t *testing.T) {
	o := opened(t)
	var f *fault.Error
	if _, err := o.ImportEstimates(t.Context(), record.Principal{Roles: record.Member}, "a.csv", []byte(past(5))); !errors.As(err, &f) || f.Code != fault.Forbidden {
		t.Errorf("a member: %v", err)
	}
	if _, err := o.ImportEstimates(t.Context(), record.Principal{Roles: record.Lead}, "a.csv", []byte("nonsense")); !errors.As(err, &f) || f.Code != fault.Invalid {
		t.Errorf("nonsense: %v", err)
	}
	if n := len(o.team.View(system).All("track_record")); n != 0 {
		t.Errorf("%d track records", n)
	}
}

func TestAnImportWhoseContentIsNotHereIsNamed(t *testing.T) {
	o := opened(t)
	o.put("track_record", "", "title: Old\nsource: old.csv\ncontent: abc")
	a := asked[calibration.Answer](o, "calibration", "")
	last := a.Items[len(a.Items)-1]
	if last.ID != "calibration.lost" || !strings.Contains(last.Text(), "Old") {
		t.Fatalf("%s", last.Text())
	}
}
