// Plumbline is the technical leader's system in one program: the server, its pages and
// the commands.
package main

import (
	"context"
	"os"
	"runtime/debug"
	"time"

	"plumbline/internal/cli"
)

func main() {
	os.Exit(cli.Main(context.Background(), cli.Process{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Version: version(), Now: time.Now}))
}

// version is the module's version where it was built from one, else the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "0.0.0-" + s.Value[:12]
		}
	}
	return "0.0.0-dev"
}
