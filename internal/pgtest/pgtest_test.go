package pgtest_test

import (
	"os"
	"testing"

	"github.com/jackc/pgx/v5"

	"plumbline/internal/pgtest"
)

var pg pgtest.Server

func TestMain(m *testing.M) { os.Exit(pg.Run(m)) }

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	for range 2 {
		t.Run("", func(t *testing.T) {
			c, err := pgx.Connect(t.Context(), pg.Database(t))
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close(t.Context())
			if _, err := c.Exec(t.Context(), "create table only_here (n int)"); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestCommittedRowsSurviveACrash(t *testing.T) {
	url := pg.Database(t)
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Exec(t.Context(), "create table kept as select 7 as n"); err != nil {
		t.Fatal(err)
	}
	pg.Crash(t)
	c, err = pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	var n int
	if err := c.QueryRow(t.Context(), "select n from kept").Scan(&n); err != nil || n != 7 {
		t.Fatalf("got %d, want 7 (%v)", n, err)
	}
}
