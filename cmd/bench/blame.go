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
	lines, equal, looked := 0, 0, 0
	for i := 0; i < len(files) && looked < sample; i += step {
		f := files[i]
		looked++
		c, err := measured(g.Command(ctx, "blame", "--porcelain", "--no-textconv", "--root", string(r.Head), "--", r.Files[f].Path))
		if err != nil {
			continue // a name that git wants spelled otherwise
		}
		cpu += c.cpu
		n, same := sameLines(r, f, c.printed)
		lines, equal = lines+n, equal+same
	}
	blameAll := cpu.Seconds() * float64(len(files)) / float64(max(looked, 1))
	ratio, pct := round(all.cpu.Seconds()/max(blameAll, 1e-9), 4), round(100*float64(equal)/float64(max(lines, 1)), 2)
	fig.BlameRatio, fig.BlamePct = &ratio, &pct
	fmt.Fprintf(out, "  git blame of %d of %d files: %.1f s, so %.0f s for all; ours is 1/%.0f of that; %.2f %% of %d lines agree\n",
		looked, len(files), cpu.Seconds(), blameAll, 1/max(ratio, 1e-9), pct, lines)
	return nil
}

func sameLines(r *history.Repository, f history.FileID, printed []byte) (lines, same int) {
	ours := r.LinesOf(f)
	var hash string
	for line := range bytes.Lines(printed) {
		if line[0] == '\t' {
			if lines < len(ours) && string(r.Commits[ours[lines]].Hash) == hash {
				same++
			}
			lines++
			continue
		}
		if first, _, ok := bytes.Cut(line, []byte{' '}); ok && (len(first) == 40 || len(first) == 64) {
			hash = string(first)
		}
	}
	return lines, same
}
