package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/internal/sim/optimum"
)

// The reference is searched for once, kept, and read again; it is never another team's.
func TestReferenceOfATeamIsKept(t *testing.T) {
	opt := optimum.Options{Tasks: 20, People: 4, Seed: 3}
	team, err := optimum.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	r := referring{file: filepath.Join(t.TempDir(), "ref.json"), schedules: 50}
	ref, err := r.refer(t.Context(), team, opt)
	if err != nil || ref.Finish != team.Finish || ref.By != byPlanting {
		t.Fatalf("a search went below the planted optimum: %+v, %v", ref, err)
	}
	kept, err := os.ReadFile(r.file)
	if err != nil {
		t.Fatal(err)
	}
	again := referring{file: r.file, schedules: 1 << 40} // would not end
	if got, err := again.refer(t.Context(), team, opt); err != nil || got != ref {
		t.Errorf("read again: %+v, %v; want %+v", got, err, ref)
	}
	opt.Seed = 4
	if _, err := r.refer(t.Context(), team, opt); err == nil || !strings.Contains(err.Error(), "another team") {
		t.Errorf("the reference of another team was taken: %v", err)
	}
	if now, _ := os.ReadFile(r.file); string(now) != string(kept) {
		t.Error("the kept file has changed")
	}
	if err := os.WriteFile(r.file, kept[:len(kept)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := r.refer(t.Context(), team, opt); err == nil || !strings.Contains(err.Error(), "is not a reference") {
		t.Errorf("half a file was taken: %v", err)
	}
}

// Where no optimum is known, the best of the searches is what plans are measured
// against; searches that were cut short leave no file.
func TestReferenceOfATeamIsTheBestSearch(t *testing.T) {
	opt := optimum.Options{Tasks: 20, People: 4, Seed: 3}
	team, err := optimum.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	best := team.Finish
	team.Finish += 100 * 24 * 60
	r := referring{file: filepath.Join(t.TempDir(), "ref.json"), schedules: 50}
	cut, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.refer(cut, team, opt); !errors.Is(err, context.Canceled) {
		t.Errorf("cut short: %v", err)
	}
	if _, err := os.Stat(r.file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("searches cut short left a file: %v", err)
	}
	ref, err := r.refer(t.Context(), team, opt)
	if err != nil || ref.Finish < best || ref.Finish >= team.Finish || !strings.Contains(ref.By, "best of 5 searches of 50 schedules") {
		t.Errorf("%+v, %v", ref, err)
	}
}

// The whole benchmark, small: every time is measured and the reference is named.
func TestTeamBenchMeasuresAgainstTheKeptReference(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ref.json")
	for range 2 {
		var out strings.Builder
		if err := teamBench(t.Context(), []string{"--tasks", "20", "--people", "4", "--time", "300ms", "--large=false",
			"--reference", file, "--reference-schedules", "20", "--json"}, &out); err != nil {
			t.Fatal(err)
		}
		var f teamFigures
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &f); err != nil {
			t.Fatal(err)
		}
		if f.By != byPlanting || f.Reference == 0 || f.First <= 0 || f.Over < 0 || f.Replan <= 0 {
			t.Errorf("%s", out.String())
		}
	}
}
