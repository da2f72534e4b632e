package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"plumbline/internal/app"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// startFigure is one cold start.
type startFigure struct {
	Records int     `json:"records"`
	StartMS float64 `json:"start_ms"` // from nothing to listening, everything read
	FirstMS float64 `json:"first_ms"` // the first view of all records of the largest kind
	LogMiB  float64 `json:"database_mib"`
}

// startBench prints how long the program takes from nothing to listening, with
// databases of several sizes on SQLite.
func startBench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("start", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "print one JSON line for each size")
	if err := flags.Parse(args); err != nil {
		return err
	}
	fmt.Fprintf(out, "%8s %10s %10s %10s\n", "records", "start ms", "first ms", "MiB")
	for _, n := range []int{1000, 20000} {
		f, err := startOne(ctx, n)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%8d %10.0f %10.1f %10.1f\n", f.Records, f.StartMS, f.FirstMS, f.LogMiB)
		if *asJSON {
			if err := json.NewEncoder(out).Encode(f); err != nil {
				return err
			}
		}
	}
	return nil
}

func startOne(ctx context.Context, n int) (f startFigure, err error) {
	dir, err := os.MkdirTemp("", "plumbline-start-")
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	o := app.Options{Data: dir, Listen: "127.0.0.1:0"}
	if err := fill(ctx, o, n); err != nil {
		return f, err
	}
	begun := time.Now()
	s, err := app.Start(ctx, o)
	if err != nil {
		return f, err
	}
	f.Records, f.StartMS = n, float64(time.Since(begun).Microseconds())/1000
	begun = time.Now()
	if got := len(s.Team().View(record.Principal{System: true}).All("task")); got != n {
		return f, errors.Join(fmt.Errorf("%d tasks were written and %d are there", n, got), s.Close())
	}
	f.FirstMS = float64(time.Since(begun).Microseconds()) / 1000
	if info, statErr := os.Stat(dir + "/plumbline.db"); statErr == nil {
		f.LogMiB = float64(info.Size()) / (1 << 20)
	}
	return f, s.Close()
}

// fill writes n tasks in change sets of 500, through the gate.
func fill(ctx context.Context, o app.Options, n int) error {
	s, err := app.Start(ctx, o)
	if err != nil {
		return err
	}
	system := record.Principal{System: true}
	project, err := s.Team().Apply(ctx, system, team.ChangeSet{Via: team.ViaImport, Changes: []team.Change{put("project", `{"title":"Large","status":"proposed"}`)}})
	for done := 0; err == nil && done < n; {
		var cs team.ChangeSet
		for ; len(cs.Changes) < 500 && done < n; done++ {
			cs.Changes = append(cs.Changes, put("task", fmt.Sprintf(
				`{"title":"Task %d of many","project":%q,"status":"todo","work":"%d-%d-%dh","brief":{"outcome":"Something that can be seen to work","why":"Somebody asked for it"}}`,
				done, project.Records[0].ID, 4+done%9, 13+done%30, 50+done%60)))
		}
		_, err = s.Team().Apply(ctx, system, cs)
	}
	return errors.Join(err, s.Close())
}

func put(kind record.Kind, content string) team.Change {
	node, err := record.ParseJSON([]byte(content))
	if err != nil {
		panic("bench: " + err.Error())
	}
	return team.Change{Kind: kind, Op: team.Put, Data: node}
}
