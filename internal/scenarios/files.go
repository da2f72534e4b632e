package scenarios

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"plumbline/internal/files"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

var update = flag.Bool("update", false, "write what the answers say into the scenarios")

// Compare runs each scenario of the package's testdata folder: a file of two parts, what
// is given and what is told of it, whose comment says what a reader should see. With
// -update it writes what is told now.
func Compare(t *testing.T, told func(t *testing.T, given []byte) string) {
	t.Helper()
	each(t, func(t *testing.T, ar *txtar.Archive) {
		if len(ar.Files) != 2 {
			t.Fatalf("want two parts, what is given and what is told: %d", len(ar.Files))
		}
		settle(t, ar, &ar.Files[1], told(t, ar.Files[0].Data))
	})
}

// Records makes an organisation of records written as YAML, through the gate, at an
// instant. The ids it draws are the same each time.
func Records(t testing.TB, data []byte, now time.Time) *snapshot.Snapshot {
	t.Helper()
	reg := kinds.Registry()
	cs, err := files.Read(reg, files.Source{Name: "records.yaml", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	gate := team.Offline(reg, func() time.Time { return now }, rand.NewChaCha8([32]byte{}))
	_, snap, err := gate.Preview(t.Context(), record.Principal{System: true}, cs)
	if err != nil {
		t.Fatalf("%+v", err)
	}
	return snap
}

// each runs a function on every scenario, and writes the file anew with -update.
func each(t *testing.T, run func(t *testing.T, ar *txtar.Archive)) {
	t.Helper()
	list, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(list) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, name := range list {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			run(t, ar)
			if *update {
				if err := os.WriteFile(name, txtar.Format(ar), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// settle compares what was told with what a part of the scenario expects.
func settle(t *testing.T, ar *txtar.Archive, f *txtar.File, got string) {
	t.Helper()
	if *update {
		f.Data = []byte(got)
	} else if want := string(f.Data); got != want {
		t.Errorf("%s\n%s\ngot:\n%s\nwant:\n%s", ar.Comment, f.Name, got, want)
	}
}
