package requirements_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"plumbline/internal/answers/requirements"
	"plumbline/internal/answers/world"
	"plumbline/internal/files"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

var update = flag.Bool("update", false, "write what the answers say into the scenarios")

// now is the day on which every scenario is read.
var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// told reads the records of a scenario and writes the answer as it is expected.
func told(t *testing.T, data []byte) string {
	t.Helper()
	reg := kinds.Registry()
	cs, err := files.Read(reg, files.Source{Name: "records.yaml", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	gate := team.Offline(reg, func() time.Time { return now }, rand.NewChaCha8([32]byte{}))
	_, snap, err := gate.Preview(context.Background(), record.Principal{System: true}, cs)
	if err != nil {
		t.Fatalf("%+v", err)
	}
	a := requirements.Ask(&world.World{Now: now}, snap.System(), record.DateOf(now))
	var b strings.Builder
	fmt.Fprintln(&b, a.Headline.Text())
	for i := range a.Items {
		r := &a.Items[i]
		fmt.Fprintf(&b, "%s %v proved=%v: %s\n", r.Key, r.Missing, r.Proved, r.Statement.Text())
	}
	a.Only(requirements.Unplanned)
	for i := range a.Items {
		fmt.Fprintln(&b, "unplanned:", a.Items[i].Key)
	}
	return b.String()
}

// TestScenarios compares what each file's records lack with what stands beside them.
func TestScenarios(t *testing.T) {
	list, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(list) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, name := range list {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil || len(ar.Files) != 2 {
				t.Fatalf("%s: want records.yaml and answer, %v", name, err)
			}
			got := told(t, ar.Files[0].Data)
			if *update {
				ar.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(ar), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(ar.Files[1].Data); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", ar.Comment, got, want)
			}
		})
	}
}
