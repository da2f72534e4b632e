package records

import (
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"plumbline/internal/cli/console"
)

// width gives the columns a table may fill; 0 = as many as it needs, where the output
// is no terminal and $COLUMNS says nothing.
func width(env *console.Env) int {
	if n, err := strconv.Atoi(env.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := env.Out.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return 100
		}
	}
	return 0
}

// table lines cells up and fits them to a width: empty columns go, then columns from
// the right, then the title is cut.
type table struct {
	width int
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

const gap = 2

// fit gives the width of each column, 0 for one that is not shown.
func (t *table) fit() []int {
	w := make([]int, len(t.rows[0]))
	for i, row := range t.rows {
		for j, cell := range row {
			if i > 0 || j < 2 {
				w[j] = max(w[j], utf8.RuneCountInString(cell))
			}
		}
	}
	for j := 2; j < len(w); j++ {
		if w[j] > 0 {
			w[j] = max(w[j], utf8.RuneCountInString(t.rows[0][j]))
		}
	}
	if t.width == 0 {
		return w
	}
	const title = 24 // what a title should have at least
	for j := len(w) - 1; j >= 2 && total(w)-max(0, w[1]-title) > t.width; j-- {
		w[j] = 0
	}
	if over := total(w) - t.width; over > 0 {
		w[1] = max(1, w[1]-over)
	}
	return w
}

func total(w []int) int {
	sum := -gap
	for _, n := range w {
		if n > 0 {
			sum += n + gap
		}
	}
	return sum
}

// String gives the table, one row a line.
func (t *table) String() string {
	var b strings.Builder
	w := t.fit()
	for _, row := range t.rows {
		line, pad := "", ""
		for j, cell := range row {
			if w[j] == 0 {
				continue
			}
			cell = cut(cell, w[j])
			line += pad + cell
			pad = strings.Repeat(" ", w[j]-utf8.RuneCountInString(cell)+gap)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:max(0, n-1)]) + "…"
}
