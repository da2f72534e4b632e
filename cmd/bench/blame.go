package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"plumbline/history"
	"plumbline/history/git"
)

// compareBlame sets where our lines come from beside git blame for evenly sampled
// text files at the head. The CPU of blaming all files is the sample's, in proportion
// to files.
func compareBlame(ctx context.Context, g *git.Repo, r *history.Repository, sample int, all cost, fig *historyFigures, out io.Writer) error {
	var files []history.FileID
	for i := range r.Files {
		if r.Files[i].Present && r.Files[i].Lines > 0 {
			files = append(files, history.FileID(i))
		}
	}
	step := max(len(files)/sample, 1)
	var cpu time.Duration
	looked := 0
	var sum agreed
	for i := 0; i < len(files) && looked < sample; i += step {
		f := files[i]
		looked++
		c, err := measured(g.Command(ctx, "blame", "--porcelain", "--no-textconv", "--root", string(r.Head), "--", r.Files[f].Path))
		if err != nil {
			continue // a name that git wants spelled otherwise
		}
		ours, err := r.LinesOf(ctx, f)
		if err != nil {
			return err
		}
		cpu += c.cpu
		sum.add(r, ours, c.printed)
	}
	blameAll := cpu.Seconds() * float64(len(files)) / float64(max(looked, 1))
	ratio, pct := round(all.cpu.Seconds()/max(blameAll, 1e-9), 4), sum.pct(sum.author)
	fig.BlameRatio, fig.BlamePct = &ratio, &pct
	fmt.Fprintf(out, "  git blame of %d of %d files: %.1f s, so %.0f s for all; ours is 1/%.0f of that\n",
		looked, len(files), cpu.Seconds(), blameAll, 1/max(ratio, 1e-9))
	fmt.Fprintf(out, "  of %d lines %.2f %% agree by author, %.2f %% by commit\n", sum.lines, pct, sum.pct(sum.commit))
	return nil
}

// agreed counts lines that are credited as git blame does: to the same author, who may
// have several addresses, and to the same commit.
type agreed struct{ lines, author, commit int }

func (a *agreed) pct(n int) float64 { return round(100*float64(n)/float64(max(a.lines, 1)), 2) }

// add counts the lines of one file beside what git blame --porcelain printed.
func (a *agreed) add(r *history.Repository, ours []int32, printed []byte) {
	theirs := -1
	for n := 0; len(printed) > 0; {
		var line []byte
		line, printed, _ = bytes.Cut(printed, []byte{'\n'})
		if len(line) == 0 || line[0] != '\t' {
			if first, _, ok := bytes.Cut(line, []byte{' '}); ok && (len(first) == 40 || len(first) == 64) {
				if theirs, ok = r.Lookup(history.Hash(first)); !ok {
					theirs = -1
				}
			}
			continue
		}
		if a.lines++; n < len(ours) && theirs >= 0 {
			a.count(&r.Commits[ours[n]], &r.Commits[theirs])
		}
		n++
	}
}

func (a *agreed) count(ours, theirs *history.Commit) {
	if ours.Author == theirs.Author {
		a.author++
	}
	if ours.Hash == theirs.Hash {
		a.commit++
	}
}
