package records_test

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"plumbline/internal/cli"
)

// plumbline is the real program inside the scripts.
func plumbline() {
	os.Exit(cli.Main(context.Background(), cli.Process{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Version: "test"}))
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"plumbline": plumbline})
}

// TestScripts runs every command on a data folder of its own. Update the expected
// output with: go test -run Scripts -update
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PLUMBLINE_DATA", e.WorkDir+"/data")
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("TZ", "UTC")
			e.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
			e.Setenv("GIT_CONFIG_SYSTEM", "/dev/null")
			return nil
		},
	})
}
