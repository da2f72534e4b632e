package team_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/fault"
	"plumbline/internal/team"
)

// form is the four fields that two people edit, "" = empty.
type form map[string]string

var formFields = []string{"status", "priority", "deadline", "kind_of_work"}

func (f form) yaml() string {
	var b strings.Builder
	b.WriteString("title: T\nproject: PAY\n")
	for _, n := range formFields {
		if f[n] != "" {
			fmt.Fprintf(&b, "%s: %s\n", n, f[n])
		}
	}
	return b.String()
}

func drawForm(t *rapid.T, name string) form {
	f := form{"status": rapid.SampledFrom([]string{"todo", "doing", "done"}).Draw(t, name+" status")}
	f["priority"] = rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, name+" priority")
	f["deadline"] = rapid.SampledFrom([]string{"", "2026-03-01", "2026-03-02"}).Draw(t, name+" deadline")
	f["kind_of_work"] = rapid.SampledFrom([]string{"", "bug", "feature"}).Draw(t, name+" kind")
	return f
}

// Ana and Ben start from the same version; Ana saves first. What comes of Ben's save is
// told field by field: whoever changed it alone wins, the same change twice is one, and
// two different changes are a conflict that leaves Ana's record as it is.
func TestMergesFieldByField(t *testing.T) {
	o := newOffice(t)
	rapid.Check(t, func(r *rapid.T) {
		base, anas, bens := drawForm(r, "base"), drawForm(r, "Ana's"), drawForm(r, "Ben's")
		made, err := o.apply(o.ana, team.Change{Kind: "task", Op: team.Put, Data: data(t, base.yaml())})
		if err != nil {
			r.Fatal(err)
		}
		id := made.Records[0].ID
		save := func(f form) error {
			_, err := o.apply(o.ben, team.Change{Kind: "task", ID: id, Base: 1, Op: team.Put, Data: data(t, f.yaml())})
			return err
		}
		if err := save(anas); err != nil {
			r.Fatal(err)
		}
		want := form{}
		var conflicts []string
		for _, f := range formFields {
			switch {
			case bens[f] == base[f]:
				want[f] = anas[f]
			case anas[f] == base[f] || anas[f] == bens[f]:
				want[f] = bens[f]
			default:
				conflicts = append(conflicts, f)
			}
		}
		err = save(bens)
		if len(conflicts) > 0 {
			if fault.CodeOf(err) != fault.Conflict {
				r.Fatalf("base %v, Ana %v, Ben %v: %v", base, anas, bens, err)
			}
			for _, f := range conflicts {
				if !strings.Contains(err.Error(), f+": yours is") {
					r.Fatalf("the conflict in %s is not named: %v", f, err)
				}
			}
			want = anas
		} else if err != nil {
			r.Fatal(err)
		}
		got := o.shown(o.ana, "task", id)
		for _, f := range formFields {
			v := want[f]
			if f != "priority" {
				v = `"` + v + `"`
			}
			there := strings.Contains(got, fmt.Sprintf("%q:", f))
			if there != (want[f] != "") || there && !strings.Contains(got, fmt.Sprintf("%q:%s", f, v)) {
				r.Fatalf("base %v, Ana %v, Ben %v: %s should be %q in %s", base, anas, bens, f, want[f], got)
			}
		}
	})
}
