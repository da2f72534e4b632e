package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
	"plumbline/internal/store/sqlite"
	"plumbline/web"
)

// The states of a check.
const (
	Good = "ok"
	Note = "note" // works, but something may be missed
	Bad  = "bad"
)

// CheckResult is one thing that Doctor looked at.
type CheckResult struct {
	Name  string `json:"name"`
	State string `json:"state"`
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
}

// Doctor checks the program, the data folder and the repositories. It changes nothing
// and makes no folder.
func Doctor(ctx context.Context, o Options) []CheckResult {
	o = o.withDefaults()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	out := []CheckResult{checkGit(ctx), checkPages(), checkFolder(o)}
	if _, err := os.Stat(filepath.Join(o.Data, sqlite.File)); errors.Is(err, os.ErrNotExist) && o.Database == "" {
		return append(out, CheckResult{"records", Note, "There is no data in " + o.Data + " yet.", "Start with: plumbline serve"})
	}
	g, err := Connect(ctx, o, false)
	if err != nil {
		return append(out, broken("records", err))
	}
	out = append(out, checkRecords(ctx, g)...)
	if err := g.Close(); err != nil {
		out = append(out, broken("database", err))
	}
	return out
}

func broken(name string, err error) CheckResult {
	r := CheckResult{Name: name, State: Bad, Text: err.Error()}
	var f *fault.Error
	if errors.As(err, &f) {
		r.Text, r.Hint = f.Text, f.Hint
	}
	return r
}

func checkGit(ctx context.Context) CheckResult {
	out, err := exec.CommandContext(ctx, "git", "version").Output()
	if err != nil {
		return CheckResult{"git", Bad, "The git command does not run.", "Install git 2.39 or newer."}
	}
	return CheckResult{Name: "git", State: Good, Text: strings.TrimSpace(string(out))}
}

func checkPages() CheckResult {
	if web.Built() {
		return CheckResult{Name: "pages", State: Good, Text: "The pages are in the program."}
	}
	return CheckResult{"pages", Note, "The program was built without its pages; the API and the commands work.", "Run make web and build again."}
}

// checkFolder looks whether the folder is its owner's alone.
func checkFolder(o Options) CheckResult {
	info, err := os.Stat(o.Data)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return CheckResult{"folder", Note, o.Data + " is not there yet.", ""}
	case err != nil || !info.IsDir():
		return CheckResult{"folder", Bad, o.Data + " is not a folder that can be read.", "Give another one with --data."}
	case info.Mode().Perm()&0o077 != 0:
		return CheckResult{"folder", Note, o.Data + " can be read by other users of this machine.", "Close it: chmod 700 " + o.Data}
	}
	if data, err := os.ReadFile(filepath.Join(o.Data, mark)); err == nil {
		return CheckResult{Name: "folder", State: Note, Text: o.Data + " was made from a backup: " + strings.Join(strings.Fields(string(data)), " ")}
	}
	return CheckResult{Name: "folder", State: Good, Text: o.Data}
}

func checkRecords(ctx context.Context, g client.Gate) []CheckResult {
	s, err := g.Session(ctx)
	if err != nil {
		return []CheckResult{broken("records", err)}
	}
	who := "nobody"
	if s.Person != nil {
		who = s.Person.Title
	}
	out := []CheckResult{{Name: "records", State: Good, Text: fmt.Sprintf("%s: %d people; you are %s (%s).", s.Organisation.Name, s.Organisation.People, who, strings.Join(s.Roles, ", "))}}
	repos, err := client.All(ctx, g, "repository")
	if err != nil {
		return append(out, broken("repositories", err))
	}
	for _, r := range repos {
		out = append(out, checkRepository(r.Title, r.Data))
	}
	return out
}

func checkRepository(title string, data []byte) CheckResult {
	path, err := pathOf(data)
	name := "repository " + title
	switch {
	case err != nil:
		return broken(name, err)
	case path == "":
		return CheckResult{Name: name, State: Note, Text: "It has no path on this machine."}
	case !isRepository(path):
		return CheckResult{name, Bad, "There is no git repository at " + path + ".", "Correct its path: plumbline edit repository"}
	}
	return CheckResult{Name: name, State: Good, Text: path}
}
