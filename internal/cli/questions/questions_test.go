package questions_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"plumbline/internal/cli"
)

// plumbline is the real program inside the scripts, on a day of its own.
func plumbline() {
	day := func() time.Time { return time.Date(2026, 2, 18, 9, 0, 0, 0, time.UTC) }
	os.Exit(cli.Main(context.Background(), cli.Process{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Version: "test", Now: day}))
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"plumbline": plumbline})
}

// TestScripts asks the questions as a person would. Update the expected output with:
// UPDATE_SCRIPTS=1 go test -run Scripts
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			for k, v := range map[string]string{"HOME": e.WorkDir, "XDG_CACHE_HOME": e.WorkDir + "/cache", "TZ": "UTC", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
				"GIT_AUTHOR_NAME": "Ana Alvarez", "GIT_AUTHOR_EMAIL": "ana@example.org", "GIT_COMMITTER_NAME": "Ana Alvarez", "GIT_COMMITTER_EMAIL": "ana@example.org",
				"GIT_AUTHOR_DATE": "2026-02-01T10:00:00Z", "GIT_COMMITTER_DATE": "2026-02-01T10:00:00Z"} {
				e.Setenv(k, v)
			}
			return nil
		},
	})
}
