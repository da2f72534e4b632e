package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"plumbline/history/git"
)

// gapsFilled makes a repository of its own in a folder that shows the objects of another, with the
// empty content in the place of each that is missing, so that git log does not stop at it: both
// readers then go through the same commits. Their counts say nothing where something is missing.
func gapsFilled(ctx context.Context, g *git.Repo, head, folder string) (*git.Repo, error) {
	for _, name := range []string{"objects/info", "refs/heads"} {
		if err := os.MkdirAll(filepath.Join(folder, filepath.FromSlash(name)), 0o700); err != nil {
			return nil, err
		}
	}
	format := "\trepositoryformatversion = 0\n"
	if len(head) == 64 {
		format = "\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n[core]\n"
	}
	for name, content := range map[string]string{
		"HEAD":                    "ref: refs/heads/none\n",
		"config":                  "[core]\n" + format + "\tbare = true\n",
		"objects/info/alternates": filepath.Join(g.Common, "objects") + "\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), []byte(content), 0o600); err != nil {
			return nil, err
		}
	}
	filled, err := git.Find(folder)
	if err != nil {
		return nil, err
	}
	write := filled.Command(ctx, "hash-object", "-w", "--stdin")
	write.Stdin = strings.NewReader("")
	empty, err := write.Output()
	if err != nil {
		return nil, fmt.Errorf("an empty content cannot be written: %w", err)
	}
	walk := g.Command(ctx, "rev-list", "--objects", "--no-object-names", "--missing=print", head)
	all, err := walk.Output()
	if err != nil {
		return nil, fmt.Errorf("what is missing cannot be listed: %w", err)
	}
	var missing []string
	for line := range bytes.Lines(all) {
		if id, ok := bytes.CutPrefix(line, []byte("?")); ok {
			missing = append(missing, string(bytes.TrimSpace(id)))
		}
	}
	slices.Sort(missing)
	var refs strings.Builder
	refs.WriteString("# pack-refs with: peeled fully-peeled sorted \n")
	for _, id := range missing {
		fmt.Fprintf(&refs, "%s refs/replace/%s\n", bytes.TrimSpace(empty), id)
	}
	return filled, os.WriteFile(filepath.Join(folder, "packed-refs"), []byte(refs.String()), 0o600)
}

// replacing has git see the contents that stand in for missing ones.
func replacing(env []string) []string {
	return slices.DeleteFunc(env, func(v string) bool { return strings.HasPrefix(v, "GIT_NO_REPLACE_OBJECTS=") })
}
