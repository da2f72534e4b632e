package access

import (
	"context"
	"strings"

	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// LocalAdmin gives the person at this machine: whoever has the oldest open account
// of an admin. On the first start it makes one for name and email, as a person who
// is there already by that address or a new one.
func (a *Access) LocalAdmin(ctx context.Context, name, email string) (record.ID, error) {
	v := a.team.Snapshot().System()
	if id := firstAdmin(v); id != "" {
		return id, nil
	}
	person := personOf(v, email)
	cs := team.ChangeSet{Via: team.ViaCLI, Reason: "The first start makes the local admin."}
	if person == "" {
		person = record.NewID(a.random)
		if name == "" {
			name = "Local admin"
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: "person", ID: person, Op: team.Put, Data: node(map[string]any{"title": name, "email": email})})
	}
	account := map[string]any{"title": "Local admin", "person": person, "roles": []string{"admin", "lead"}}
	cs.Changes = append(cs.Changes, team.Change{Kind: "account", Op: team.Put, Data: node(account)})
	if _, err := a.team.Apply(ctx, record.Principal{System: true}, cs); err != nil {
		return "", err
	}
	return person, nil
}

func firstAdmin(v *snapshot.View) record.ID {
	var oldest *record.Record
	v.Each("account", func(r *record.Record) bool {
		acc, ok := r.Body.(*frame.Account)
		if !ok || acc.Closed || Roles(acc.Roles)&record.Admin == 0 {
			return true
		}
		if oldest == nil || r.Created.At.Before(oldest.Created.At) || r.Created.At.Equal(oldest.Created.At) && r.ID < oldest.ID {
			oldest = r
		}
		return true
	})
	if oldest == nil {
		return ""
	}
	return string(oldest.Body.(*frame.Account).Person)
}

// personOf finds who has an e-mail address, by the person's own or an identity.
func personOf(v *snapshot.View, email string) (id record.ID) {
	if email == "" {
		return ""
	}
	v.Each("identity", func(r *record.Record) bool {
		if i, ok := r.Body.(*people.Identity); ok && strings.EqualFold(i.Email, email) && i.Person != "" {
			id = string(i.Person)
		}
		return id == ""
	})
	v.Each("person", func(r *record.Record) bool {
		if p, ok := r.Body.(*people.Person); ok && strings.EqualFold(p.Email, email) {
			id = r.ID
		}
		return id == ""
	})
	return id
}

// node writes values as content for the gate.
func node(fields map[string]any) *record.Node {
	n, err := record.Written(fields)
	if err != nil {
		panic("access: content cannot be written: " + err.Error())
	}
	return n
}
