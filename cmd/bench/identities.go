package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"plumbline/history"
	"plumbline/history/git"
	"plumbline/history/identity"
	"plumbline/history/tree"
)

// identities measures the matching of names and addresses against a project's own
// .mailmap, which the matcher does not see: pairs of identities that are one person.
func identities(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("identities", flag.ContinueOnError)
	repo := f.String("repo", "", "repository with a .mailmap")
	index := f.String("index", "", "index file to use")
	show := f.Int("show", 0, "print so many pairs that differ")
	asJSON := f.Bool("json", false, "print one line of JSON last")
	if err := f.Parse(args); err != nil {
		return err
	}
	r, err := history.Open(ctx, *repo, history.Options{Index: *index, NoMailmap: true})
	if err != nil {
		return err
	}
	g, err := git.Find(*repo)
	if err != nil {
		return err
	}
	files, err := tree.Read(ctx, g, string(r.Head), 1<<20, func(p string) bool { return p == ".mailmap" })
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("this repository has no .mailmap to compare with")
	}
	s := matching(r, identity.ParseMailmap(files[0].Data), *show, out)
	fmt.Fprintf(out, "%d identities the .mailmap names: precision %.4f, recall %.4f, F1 %.4f over pairs\n", s.n, s.Precision, s.Recall, s.F1)
	if *asJSON {
		return json.NewEncoder(out).Encode(s)
	}
	return nil
}

type matched struct {
	n         int
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// matching compares pairs among the authors' identities the .mailmap speaks of. Truth:
// two identities it gives one canonical name and address. Identities it does not name
// stand for themselves and count where we join them with one it does.
func matching(r *history.Repository, m *identity.Mailmap, show int, out io.Writer) matched {
	var ids []identity.Identity
	named := 0
	for _, p := range r.People {
		if p.Commits == 0 {
			continue
		}
		for _, id := range p.Identities {
			if _, ok := m.Lookup(id); ok {
				ids = append(ids, id)
				named++
			}
		}
	}
	truth := canonicalTruth(m, ids)
	var both, ours, theirs float64
	for i, a := range ids {
		pa, _ := r.Person(a)
		for _, b := range ids[i+1:] {
			pb, _ := r.Person(b)
			same, said := pa == pb, truth[a] == truth[b]
			switch {
			case same && said:
				both++
			case same:
				ours++
			case said:
				theirs++
			}
			if same != said && show > 0 {
				show--
				fmt.Fprintf(out, "  ours %v, .mailmap %v: %v | %v\n", same, said, a, b)
			}
		}
	}
	s := matched{n: named, Precision: both / max(both+ours, 1), Recall: both / max(both+theirs, 1)}
	s.F1 = 2 * s.Precision * s.Recall / max(s.Precision+s.Recall, 1e-9)
	return s
}

// canonicalTruth maps each identity to what the .mailmap makes of it, by address: two
// spellings of one address are one person.
func canonicalTruth(m *identity.Mailmap, ids []identity.Identity) map[identity.Identity]identity.Identity {
	truth := map[identity.Identity]identity.Identity{}
	byMail := map[string]identity.Identity{}
	for _, id := range ids {
		to, _ := m.Lookup(id)
		key := strings.ToLower(to.Email)
		if first, ok := byMail[key]; ok {
			to = first
		} else {
			byMail[key] = to
		}
		truth[id] = to
	}
	return truth
}
