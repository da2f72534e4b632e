package console

import (
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/fault"
)

// AtMostOne refuses a command that is given several of some flags, of which each asks
// for another answer.
func AtMostOne(c *cobra.Command, names ...string) error {
	var given []string
	for _, name := range names {
		if c.Flags().Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if len(given) < 2 {
		return nil
	}
	last := len(given) - 1
	return fault.New(fault.Invalid, "%s and %s ask for different answers.", strings.Join(given[:last], ", "), given[last]).WithHint("Give one of them at a time.")
}
