package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"plumbline/internal/sim"
	"plumbline/internal/sim/gitwrite"
)

// written is what writing a simulated repository took.
type written struct {
	Commits int     `json:"commits"`
	Wall    float64 `json:"wall_s"`
	Rate    float64 `json:"commits_per_s"`
	MiB     int64   `json:"mib"`
	Head    string  `json:"head"`
}

func simulate(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("sim", flag.ContinueOnError)
	opt := sim.Options{}
	flags.Uint64Var(&opt.Seed, "seed", 1, "seed")
	flags.IntVar(&opt.People, "people", 30, "people active now")
	flags.IntVar(&opt.Areas, "areas", 30, "areas of the code")
	flags.IntVar(&opt.Weeks, "weeks", 260, "weeks of history")
	flags.IntVar(&opt.Commits, "commits", 20000, "about how many commits")
	dir := flags.String("dir", "", "keep the repository here; a temporary folder when empty")
	repack := flags.Bool("repack", false, "have git pack it")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *dir == "" {
		tmp, err := os.MkdirTemp("", "plumbline-sim")
		if err != nil {
			return err
		}
		defer os.RemoveAll(tmp)
		*dir = filepath.Join(tmp, "sim.git")
	}
	begun := time.Now()
	r, err := gitwrite.Write(ctx, sim.New(opt), *dir, gitwrite.Options{Repack: *repack})
	if err != nil {
		return err
	}
	w := written{Commits: r.Commits, Wall: time.Since(begun).Seconds(), MiB: folderSize(*dir) >> 20, Head: r.Head}
	w.Rate = float64(w.Commits) / w.Wall
	fmt.Fprintf(out, "%d commits in %.1f s, %.0f a second, %d MiB, head %s\n", w.Commits, w.Wall, w.Rate, w.MiB, w.Head)
	if *asJSON {
		return json.NewEncoder(out).Encode(w)
	}
	return nil
}

func folderSize(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	return bytes
}
