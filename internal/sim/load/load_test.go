package load_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/sim"
	"plumbline/internal/sim/demo"
	"plumbline/internal/sim/load"
	"plumbline/internal/team"
)

// preview has the gate check every record, as it would when applying them.
func preview(t *testing.T, o *sim.Organisation) team.Applied {
	t.Helper()
	gate := team.Offline(kinds.Registry(), func() time.Time { return o.Today }, nil)
	cs := team.ChangeSet{ID: "load", Via: team.ViaImport, Reason: "demo"}
	for _, item := range load.Records(o, load.Options{Repository: "/srv/payments.git", Demo: true}) {
		data, err := item.Data()
		if err != nil {
			t.Fatal(err)
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: item.Kind, ID: item.ID, Key: item.Key, Op: team.Put, Data: data})
	}
	applied, _, err := gate.Preview(context.Background(), record.Principal{System: true}, cs)
	if err != nil {
		t.Fatalf("the gate refuses it: %+v", err)
	}
	return applied
}

func TestTheGateTakesTheDemo(t *testing.T) {
	count := map[record.Kind]int{}
	for _, r := range preview(t, demo.New(time.Time{})).Records {
		if !r.Created {
			t.Errorf("%s %s is not new", r.Kind, r.Key)
		}
		count[r.Kind]++
	}
	for kind, least := range map[record.Kind]int{
		"organisation": 1, "person": 17, "task": 40, "project": 2, "milestone": 3, "decision": 5, "skill_claim": 60, "absence": 8,
		"risk": 3, "action_item": 7, "repository": 1, "account": 12, "team": 1,
		"one_on_one": 2, "conversation": 4, "talking_point": 9, "private_note": 2, "balance": 1,
	} {
		if count[kind] < least {
			t.Errorf("%d of kind %s, want at least %d", count[kind], kind, least)
		}
	}
}

func TestTheGateTakesAnyOrganisation(t *testing.T) {
	for seed := range uint64(6) {
		preview(t, sim.New(sim.Options{Seed: seed, People: 2 + 9*int(seed), Areas: 1 + 12*int(seed), Tasks: 60}))
	}
}

func TestIdsFollowTheSeed(t *testing.T) {
	a := load.Records(demo.New(time.Time{}), load.Options{})
	if !reflect.DeepEqual(a, load.Records(demo.New(time.Time{}), load.Options{})) {
		t.Error("two loads of one organisation differ")
	}
	seen := map[string]bool{}
	for _, i := range a {
		if seen[i.ID] {
			t.Errorf("the id %s is used twice", i.ID)
		}
		seen[i.ID] = true
	}
}
