package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// estimatesFile writes a small history; after row cut every actual is scaled.
func estimatesFile(t *testing.T, cut int, factor float64) string {
	t.Helper()
	rng := rand.New(rand.NewPCG(4, 4))
	var b strings.Builder
	b.WriteString("completed_at,project,person,estimate_hours,actual_hours,phase\n")
	for i := range 900 {
		e := float64(1+rng.IntN(16)) / 2
		x := e * math.Exp(0.5*rng.NormFloat64())
		if i >= cut {
			x *= factor
		}
		fmt.Fprintf(&b, "2020-01-01T%06d,p%d,u%d,%.2f,%.3f,code\n", i, i%3, rng.IntN(4), e, x)
	}
	path := filepath.Join(t.TempDir(), "history.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCalibrationPrintsTheBaselinesKeysAndItsOwn(t *testing.T) {
	var out bytes.Buffer
	if err := calibration(context.Background(), []string{"--estimates", estimatesFile(t, 900, 1), "--json"}, &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var got map[string]float64
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range strings.Fields("n p10 p10_se p50 p50_se p80 p80_se p85 p85_se p90 p90_se pinball width baseline_pinball") {
		if _, ok := got[key]; !ok {
			t.Errorf("the key %s is missing in %v", key, got)
		}
	}
	if got["n"] < 30 || got["pinball"] <= 0 || got["baseline_pinball"] <= 0 {
		t.Errorf("implausible: %v", got)
	}
}

func TestChangingTheFutureChangesNoForecastBeforeIt(t *testing.T) {
	const cut = 600
	read := func(factor float64) (quantiles []float64, known []int) {
		f, err := os.Open(estimatesFile(t, cut, factor))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		tasks, err := readFinished(f)
		if err != nil {
			t.Fatal(err)
		}
		batches, _ := cutBatches(tasks, 20)
		for i := range batches {
			if batches[i].known <= cut {
				known = append(known, batches[i].known)
			}
		}
		forecasts(tasks, batches, func(b batch, quantile func(float64) float64) {
			if b.known <= cut {
				quantiles = append(quantiles, quantile(.1), quantile(.8))
			}
		})
		return quantiles, known
	}
	before, known := read(1)
	after, _ := read(9)
	if len(known) < 20 {
		t.Fatalf("only %d forecasts lie before the change", len(known))
	}
	for i := range before {
		if before[i] != after[i] {
			t.Fatalf("forecast %d saw its future: %v became %v", i/2, before[i], after[i])
		}
	}
}

func TestAFileWithoutTheColumnsIsRefused(t *testing.T) {
	if _, err := readFinished(strings.NewReader("a,b\n1,2\n")); err == nil || !strings.Contains(err.Error(), "completed_at") {
		t.Fatalf("got %v", err)
	}
}
