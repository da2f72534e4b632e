package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"plumbline/internal/answers/found"
	"plumbline/internal/app/reading"
	"plumbline/internal/evidence"
	"plumbline/internal/fault"
	"plumbline/internal/files/madr"
	"plumbline/internal/record"
)

// decisionFigures sums up the decision records of all repositories.
type decisionFigures struct {
	Repositories int `json:"repositories"`
	Found        int `json:"found"`
	Parsed       int `json:"parsed"`
	Refused      int `json:"refused"`
	Rewritten    int `json:"rewritten"` // another status was written into
	Declined     int `json:"declined"`  // to be changed, with the part named
	Outside      int `json:"outside"`   // lines that differ beside those of the status
}

// repeated is a flag that may be given several times.
type repeated []string

// String implements flag.Value.
func (r *repeated) String() string { return strings.Join(*r, ", ") }

// Set implements flag.Value.
func (r *repeated) Set(s string) error {
	*r = append(*r, s)
	return nil
}

// decisionsBench reads the decision records of real repositories, names those refused with
// their line, writes another status into each and counts what else differs.
func decisionsBench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("decisions", flag.ContinueOnError)
	var repos repeated
	flags.Var(&repos, "repo", "a git repository; may be given several times")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if len(repos) == 0 {
		return errors.New("give --repo DIR")
	}
	sum := decisionFigures{}
	fmt.Fprintf(out, "%-44s %6s %7s %8s %10s %9s %8s\n", "repository", "found", "parsed", "refused", "rewritten", "declined", "outside")
	for _, repo := range repos {
		r, err := reading.Read(ctx, reading.Request{Path: repo, Now: time.Now()})
		if err != nil {
			return err
		}
		f := decisionFigures{Found: len(r.Tree.Documents)}
		var notes []string
		for _, d := range r.Tree.Documents {
			notes = append(notes, f.one(d)...)
		}
		fmt.Fprintf(out, "%-44s %6d %7d %8d %10d %9d %8d\n", nameOf(repo), f.Found, f.Parsed, f.Refused, f.Rewritten, f.Declined, f.Outside)
		for _, c := range found.Conflicts(r.Decisions) {
			notes = append(notes, fmt.Sprintf("conflict (%s): %s and %s", c.Why, c.First.Path, c.Second.Path))
		}
		for _, n := range notes {
			fmt.Fprintln(out, "   ", n)
		}
		sum.add(&f)
	}
	if *asJSON {
		return json.NewEncoder(out).Encode(sum)
	}
	return nil
}

// nameOf is a repository's folder, or the one around it where it is called repo.
func nameOf(repo string) string {
	if base := filepath.Base(repo); base != "repo" {
		return base
	}
	return filepath.Base(filepath.Dir(repo))
}

func (f *decisionFigures) add(o *decisionFigures) {
	f.Repositories++
	f.Found, f.Parsed, f.Refused = f.Found+o.Found, f.Parsed+o.Parsed, f.Refused+o.Refused
	f.Rewritten, f.Declined, f.Outside = f.Rewritten+o.Rewritten, f.Declined+o.Declined, f.Outside+o.Outside
}

// one reads a record, writes it back as it is and with another status.
func (f *decisionFigures) one(d evidence.Document) (notes []string) {
	doc, err := madr.Parse(d.Path, d.Data)
	if err != nil {
		f.Refused++
		return []string{"refused: " + reason(err)}
	}
	f.Parsed++
	nobody := func(string) record.ID { return "" }
	same, err := madr.Rewrite(d.Path, d.Data, doc, nobody)
	if err == nil && !bytes.Equal(same, d.Data) {
		f.Outside += touched(d.Data, same)
		notes = append(notes, "changed though nothing was to change: "+d.Path)
	}
	next := *doc
	next.Decision.Status, next.SupersededBy = "deprecated", nil
	if doc.Decision.Status == "deprecated" {
		next.Decision.Status = "rejected"
	}
	out, err := madr.Rewrite(d.Path, d.Data, &next, nobody)
	if err != nil {
		f.Declined++
		return append(notes, "declined: "+reason(err))
	}
	f.Rewritten++
	if n := touched(d.Data, out); n > 1 {
		f.Outside += n - 1
		notes = append(notes, fmt.Sprintf("%d lines differ: %s", n, d.Path))
	}
	return notes
}

// touched counts the lines of the old text between what both texts begin and end with.
func touched(a, b []byte) int {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x)
}

// reason is an error's first problem with its place, on one line.
func reason(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && len(f.Problems) > 0 {
		return f.Problems[0].Place + ": " + f.Problems[0].Text
	}
	return strings.ReplaceAll(err.Error(), "\n", " ")
}
