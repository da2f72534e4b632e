package httpapi

import (
	"plumbline/internal/access"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// present writes a record as its viewer may see it. The record must come from the view.
func present(v *snapshot.View, who access.Who, r *record.Record) (wire.Record, error) {
	data, err := record.Encode(r.Body)
	if err != nil {
		return wire.Record{}, err
	}
	return wire.Record{Kind: string(r.Kind), ID: r.ID, Key: r.Key, Version: r.Version, Title: v.Title(r), Data: data,
		Created: wire.Stamp(r.Created), Updated: wire.Stamp(r.Updated), May: may(v, who, r)}, nil
}

// may lists what the viewer may do with a record.
func may(v *snapshot.View, who access.Who, r *record.Record) []string {
	out := []string{}
	if !who.Write {
		return out
	}
	d := v.Snapshot().Registry().Lookup(r.Kind)
	for _, x := range []struct {
		verb  record.Verb
		names []string
	}{{record.Update, []string{"write", "undo"}}, {record.Remove, []string{"delete"}}, {record.Wipe, []string{"erase"}}} {
		if d.May(who.Principal, x.verb, r.ID, r.Body) {
			out = append(out, x.names...)
		}
	}
	return out
}

// ref names a record by id, or nothing where it is empty or hidden.
func ref(v *snapshot.View, kind record.Kind, id record.ID) *wire.Ref {
	r := v.Get(kind, id)
	if r == nil {
		return nil
	}
	return &wire.Ref{ID: r.ID, Key: r.Key, Title: v.Title(r)}
}
