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

// AcceptChanges is the change set that writes a result's people and windows into its
// tasks as planned: soft, the next plan may move them. Tasks that already say so are
// left out; pinned starts stay.
func AcceptChanges(r *Result, v *snapshot.View) (team.ChangeSet, error) {
	zone := v.Snapshot().Organisation().Location()
	cs := team.ChangeSet{Via: team.ViaAccept, Reason: "The plan of " + r.Now.In(zone).Format("2 January 2006") + " was accepted."}
	for i := range r.Tasks {
		t := &r.Tasks[i]
		b := snapshot.Body[deliver.Task](v, "task", t.ID)
		if b == nil || t.Done || len(t.Work) == 0 {
			continue
		}
		want := planned(t, b, zone)
		if same(want, b.Planned) {
			continue
		}
		node, err := record.Written(map[string]deliver.Planned{"planned": want})
		if err != nil {
			return cs, fmt.Errorf("accept %s: %w", t.ID, err)
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: "task", ID: t.ID, Base: v.Get("task", t.ID).Version, Op: team.Patch, Data: node})
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
