package plan

import (
	"fmt"
	"slices"
	"time"

	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// Accepted is what accepting a plan writes into one task.
type Accepted struct {
	Task    record.ID
	Base    int // version it was made on
	Planned deliver.Planned
}

// Accept lists what a result's people and windows would write into its tasks as
// planned: soft, the next plan may move them. Tasks that already say so are left out;
// pinned starts stay.
func Accept(r *Result, v *snapshot.View) []Accepted {
	zone := v.Snapshot().Organisation().Location()
	var out []Accepted
	for i := range r.Tasks {
		t := &r.Tasks[i]
		b := snapshot.Body[deliver.Task](v, "task", t.ID)
		if b == nil || t.Done || len(t.Work) == 0 {
			continue
		}
		if want := planned(t, b, zone); !same(want, b.Planned) {
			out = append(out, Accepted{t.ID, v.Get("task", t.ID).Version, want})
		}
	}
	return out
}

// AcceptChanges is the change set of Accept.
func AcceptChanges(r *Result, v *snapshot.View) (team.ChangeSet, error) {
	zone := v.Snapshot().Organisation().Location()
	cs := team.ChangeSet{Via: team.ViaAccept, Reason: "The plan of " + r.Now.In(zone).Format("2 January 2006") + " was accepted."}
	for _, a := range Accept(r, v) {
		node, err := record.Written(map[string]deliver.Planned{"planned": a.Planned})
		if err != nil {
			return cs, fmt.Errorf("accept %s: %w", a.Task, err)
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: "task", ID: a.Task, Base: a.Base, Op: team.Patch, Data: node})
	}
	return cs, nil
}

func planned(t *Task, b *deliver.Task, zone *time.Location) deliver.Planned {
	out := deliver.Planned{From: record.DateOf(t.Start.In(zone)), To: LastDay(t.Finish, zone), Pinned: b.Planned.Pinned}
	for _, w := range t.Work {
		if ref := record.Ref(w.Person); !slices.Contains(out.People, ref) {
			out.People = append(out.People, ref)
		}
	}
	return out
}

func same(a, b deliver.Planned) bool {
	return a.From == b.From && a.To == b.To && a.Pinned == b.Pinned && slices.Equal(a.People, b.People)
}
