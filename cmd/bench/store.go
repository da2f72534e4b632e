package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"plumbline/internal/pgtest"
	"plumbline/internal/store"
	"plumbline/internal/store/postgres"
	"plumbline/internal/store/sqlite"
)

// storeFigure is one measured case: durable writes of one change with one row each.
type storeFigure struct {
	Database  string  `json:"database"` // "sqlite", "postgres", or "disk" for a bare append and sync
	Grouped   bool    `json:"grouped"`
	Writers   int     `json:"writers"`
	Writes    int     `json:"writes"`
	PerSecond float64 `json:"per_second"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
}

// storeBench prints durable writes a second and their latency, with and without group commit, on both databases.
func storeBench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("store", flag.ContinueOnError)
	seconds := flags.Float64("seconds", 3, "seconds a case")
	folder := flags.String("folder", "", "where the SQLite file and the test PostgreSQL go; the default is the temporary folder")
	address := flags.String("postgres", "", "an empty PostgreSQL database to use; the default is a server of our own")
	asJSON := flags.Bool("json", false, "print one JSON line at the end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	d := time.Duration(*seconds * float64(time.Second))
	figures, err := storeFigures(ctx, d, *folder, *address)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-9s %-8s %8s %12s %10s %10s\n", "database", "grouped", "writers", "writes/s", "p50 ms", "p99 ms")
	for _, f := range figures {
		fmt.Fprintf(out, "%-9s %-8v %8d %12.0f %10.2f %10.2f\n", f.Database, f.Grouped, f.Writers, f.PerSecond, f.P50, f.P99)
	}
	if *asJSON {
		return json.NewEncoder(out).Encode(figures)
	}
	return nil
}

func storeFigures(ctx context.Context, d time.Duration, folder, address string) ([]storeFigure, error) {
	folder, err := os.MkdirTemp(folder, "plumbline-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	bare, err := bareDisk(ctx, d, folder)
	if err != nil {
		return nil, err
	}
	var server pgtest.Server
	defer server.Stop()
	if address == "" {
		if address, err = server.Create(); err != nil {
			return nil, err
		}
	}
	figures := []storeFigure{bare}
	for _, grouped := range []bool{true, false} {
		lite := func() (store.Store, error) {
			return sqlite.Open(ctx, filepath.Join(folder, fmt.Sprint("sqlite-", grouped)), sqlite.Options{Ungrouped: !grouped})
		}
		post := func() (store.Store, error) {
			return postgres.Open(ctx, address, postgres.Options{Ungrouped: !grouped})
		}
		for name, open := range map[string]func() (store.Store, error){"sqlite": lite, "postgres": post} {
			list, err := storeCases(ctx, d, name, grouped, open)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			figures = append(figures, list...)
		}
	}
	slices.SortStableFunc(figures[1:], func(a, b storeFigure) int { return strings.Compare(b.Database, a.Database) })
	return figures, nil
}

func storeCases(ctx context.Context, d time.Duration, name string, grouped bool, open func() (store.Store, error)) ([]storeFigure, error) {
	s, err := open()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var list []storeFigure
	for _, writers := range []int{1, 16, 64} {
		took, elapsed, err := writeFor(ctx, d, s, fmt.Sprint(grouped, "-", writers), writers)
		if err != nil {
			return nil, err
		}
		list = append(list, figure(name, grouped, writers, took, elapsed))
	}
	return list, nil
}

// writeFor writes from several goroutines, each waiting for its own write, and gives how long each took.
func writeFor(ctx context.Context, d time.Duration, s store.Store, name string, writers int) ([]time.Duration, time.Duration, error) {
	var mu sync.Mutex
	var all []time.Duration
	var failed error
	begin := time.Now()
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			var took []time.Duration
			var err error
			for n := 0; err == nil && time.Since(begin) < d; n++ {
				started := time.Now()
				err = writeOne(ctx, s, fmt.Sprint(name, "-", w, "-", n))
				took = append(took, time.Since(started))
			}
			mu.Lock()
			defer mu.Unlock()
			all, failed = append(all, took...), errors.Join(failed, err)
		})
	}
	wg.Wait()
	return all, time.Since(begin), failed
}

// writeOne is what saving a form does: ask whether the change is known, add one row of about 400 bytes.
func writeOne(ctx context.Context, s store.Store, id string) error {
	return s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		before, err := tx.Change(ctx, id)
		if err != nil || len(before) > 0 {
			return err
		}
		return tx.Append(ctx, []store.Row{{ChangeID: id, Kind: "task", ID: id, Version: 1, Op: store.Put, Schema: 1,
			At: time.Unix(1771579800, 0), By: "p1", Via: "ui", Reason: "measured", Key: id,
			Data: fmt.Appendf(nil, `{"title":%q,"text":"%0350d"}`, id, 7)}})
	})
}

// bareDisk appends 4 KiB and syncs, for scale: no durable write alone can be faster.
func bareDisk(ctx context.Context, d time.Duration, folder string) (storeFigure, error) {
	f, err := os.Create(filepath.Join(folder, "bare"))
	if err != nil {
		return storeFigure{}, err
	}
	defer f.Close()
	var took []time.Duration
	begin := time.Now()
	for page := make([]byte, 4096); time.Since(begin) < d && ctx.Err() == nil; {
		started := time.Now()
		if _, err := f.Write(page); err != nil {
			return storeFigure{}, err
		}
		if err := f.Sync(); err != nil {
			return storeFigure{}, err
		}
		took = append(took, time.Since(started))
	}
	return figure("disk", false, 1, took, time.Since(begin)), ctx.Err()
}

func figure(name string, grouped bool, writers int, took []time.Duration, elapsed time.Duration) storeFigure {
	f := storeFigure{Database: name, Grouped: grouped, Writers: writers, Writes: len(took), PerSecond: float64(len(took)) / elapsed.Seconds()}
	if len(took) == 0 {
		return f
	}
	slices.Sort(took)
	at := func(q float64) float64 {
		return float64(took[min(len(took)-1, int(q*float64(len(took))))].Microseconds()) / 1000
	}
	f.P50, f.P99 = at(.50), at(.99)
	return f
}
