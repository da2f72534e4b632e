package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/history/truck"
)

// truckfactor prints the truck factor as published and the product's own, as of a date.
func truckfactor(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("truckfactor", flag.ContinueOnError)
	repo := f.String("repo", "", "repository to read")
	at := f.String("at", "", "date (2016-11-14); empty = the newest commit")
	index := f.String("index", "", "index file to use")
	asJSON := f.Bool("json", false, "print one line of JSON last")
	if err := f.Parse(args); err != nil {
		return err
	}
	o := history.Options{Index: *index}
	if *at != "" {
		day, err := time.Parse(time.DateOnly, *at)
		if err != nil {
			return errors.New("--at wants a date like 2016-11-14")
		}
		o.AsOf = day.AddDate(0, 0, 1).Add(-time.Second)
	}
	r, err := history.Open(ctx, *repo, o)
	if err != nil {
		return err
	}
	classic, active := truck.Classic(r), truck.Active(know.Build(r, know.Options{}), r)
	fmt.Fprintf(out, "as of %s, %d commits: classic %d of %d files, active %d of %d areas\n", r.AsOf.Format(time.DateOnly), len(r.Commits), classic.N, classic.Things, active.N, active.Things)
	if *asJSON {
		return json.NewEncoder(out).Encode(map[string]int{"truck_factor": classic.N, "active_truck_factor": active.N})
	}
	return nil
}
