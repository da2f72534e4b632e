package cli_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"plumbline/internal/cli"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"plumbline": plumbline}) }

func plumbline() {
	os.Exit(cli.Main(context.Background(), cli.Process{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Version: "test", Now: time.Now}))
}

// The scripts start the real program; `ready DIR` waits until a server answers there.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: environment,
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"ready": ready},
	})
}

func environment(e *testscript.Env) error {
	e.Setenv("HOME", e.WorkDir)
	e.Setenv("TZ", "Europe/Berlin")
	e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	return nil
}

func ready(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: ready DIR")
	}
	path := filepath.Join(ts.MkAbs(args[0]), "plumbline.sock")
	for range 6000 {
		c, err := net.Dial("unix", path)
		if err == nil {
			ts.Check(c.Close())
			return
		}
		time.Sleep(50 * time.Millisecond) // between two looks at the condition above
	}
	ts.Fatalf("no server answered at %s", path)
}
