package plan

import (
	"context"
	"testing"
	"time"

	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
	"plumbline/schedule/model"
)

func TestEquipmentBringsItsCapacityHoursAndCostIntoThePlan(t *testing.T) {
	s, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{BallastBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	tm, err := team.Open(t.Context(), team.Options{Store: s, Registry: kinds.Registry()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tm.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	write(t, tm, "calendar", "nights", "title: Nights\ndays: [{day: monday, hours: [20:00-24:00]}]")
	write(t, tm, "equipment", "gpu", "title: GPU\ncapacity: 3\ncost: 2.50 EUR\ncalendar: nights")
	write(t, tm, "equipment", "staging", "title: Staging")
	write(t, tm, "project", "P", "title: P\nstatus: active")
	write(t, tm, "task", "P-1", "title: T\nproject: P\nstatus: todo\nwork: 1d\nuses: [{equipment: gpu, units: 2}, {equipment: staging}]")
	q, err := Build(tm.Snapshot().Planning(), time.Date(2026, 2, 16, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	e := q.Problem.Equipment
	if len(e) != 2 {
		t.Fatalf("%d pieces of equipment", len(e))
	}
	byKey := map[string]int{e[0].Key: 0, e[1].Key: 1}
	gpu, staging := e[byKey["gpu"]], e[byKey["staging"]]
	if gpu.Capacity != 3 || gpu.Cost != 250 || gpu.Calendar == model.None || staging.Capacity != 1 || staging.Calendar != model.None {
		t.Errorf("gpu %+v, staging %+v", gpu, staging)
	}
	uses := q.Problem.Tasks[0].Uses
	if len(uses) != 2 || uses[0] != (model.Usage{Equipment: byKey["gpu"], Units: 2}) || uses[1] != (model.Usage{Equipment: byKey["staging"], Units: 1}) {
		t.Errorf("the task uses %+v", uses)
	}
}

func write(t *testing.T, tm *team.Team, kind record.Kind, key, text string) {
	t.Helper()
	docs, err := record.ParseYAML(key, []byte(text), record.MaxRequest)
	if err != nil {
		t.Fatal(err)
	}
	_, err = tm.Apply(context.Background(), record.Principal{System: true}, team.ChangeSet{Changes: []team.Change{{Kind: kind, Key: key, Op: team.Put, Data: docs[0]}}})
	if err != nil {
		t.Fatal(err)
	}
}
