package planfile

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// Load reads a plan file and checks it as records of an organisation of its own,
// without a database. The same file gives the same ids, and so the same plan. Every
// problem found is in the fault, with its place; nothing is written anywhere.
func Load(ctx context.Context, r *record.Registry, file string, data []byte, now func() time.Time) (*snapshot.Snapshot, error) {
	p, err := Parse(file, data)
	if err != nil {
		return nil, err
	}
	gate := team.Offline(r, now, rand.NewChaCha8([32]byte{}))
	_, snap, err := gate.Preview(ctx, record.Principal{System: true}, team.ChangeSet{Via: team.ViaImport, Changes: p.Changes})
	var f *fault.Error
	if errors.As(err, &f) && len(f.Problems) > 0 {
		return nil, &fault.Error{Code: fault.Invalid, Text: unusable, Problems: plain(f.Problems)}
	}
	return snap, err
}

// plain leaves out the records' own names of fields: the place in the file says more,
// because a plan file names things in its own way.
func plain(list []fault.Problem) []fault.Problem {
	out := make([]fault.Problem, len(list))
	for i, p := range list {
		if p.Place != "" {
			p.Field = ""
		}
		if p.Hint == "" && strings.HasPrefix(p.Text, "there is no ") {
			p.Hint = "add it to the plan, or correct the name"
		}
		out[i] = p
	}
	return out
}

const unusable = "The plan cannot be used as it is written."

// AsOf is the instant a plan file is planned for when nobody says another: its start,
// so that the same file gives the same plan on every day; but once the file says what
// has been done since (started, left or done), now, where that is later. A file
// without a start is planned for now.
func AsOf(pl *snapshot.Planning, now time.Time) time.Time {
	var start time.Time
	for i := range pl.Projects {
		if d := pl.Projects[i].Start; d != "" {
			start = d.In(location(pl))
		}
	}
	if start.IsZero() || start.Before(now) && followed(pl) {
		return now
	}
	return start
}

func location(pl *snapshot.Planning) *time.Location {
	if zone, err := time.LoadLocation(pl.Organisation.Zone); err == nil {
		return zone
	}
	return time.UTC
}

// followed says that a plan tells how far its work has come.
func followed(pl *snapshot.Planning) bool {
	for i := range pl.Tasks {
		t := &pl.Tasks[i]
		if t.Status != "todo" || t.Started != "" || t.LeftKnown {
			return true
		}
	}
	return false
}
